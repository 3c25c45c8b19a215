"""Confirming or correcting a proposal, and handing a case on: from the case page, and back to it."""

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.handling.forms import ConfirmForm, NotUnderstood, TransferForm
from feedback_service.handling.views.case import do
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.routing.confirm import confirm_routing
from feedback_service.routing.transfer import transfer_case
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Kind, Role

blueprint = Blueprint("routing", __name__, url_prefix="/can-bo")
DESK = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)


@blueprint.post("/ho-so/<code>/xac-nhan")
@staff(*DESK)
def confirm(code: str) -> AnyResponse:
    form = ConfirmForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        confirm_routing(
            session,
            case,
            officer,
            this_pack(),
            now(),
            unit=form.unit.data or case.unit_code,
            kind=_kind(form.kind.data or case.kind),
            topic=form.topic.data or "",
            reason=form.ly_do_sua.data or "",
            area=form.dia_ban.data,
        )

    return do(code, Action.CONFIRM, form, deed)


@blueprint.post("/ho-so/<code>/chuyen")
@staff(*DESK)
def transfer(code: str) -> AnyResponse:
    form = TransferForm()
    return do(
        code,
        Action.TRANSFER,
        form,
        lambda session, case, officer: transfer_case(
            session,
            case,
            officer,
            form.don_vi_moi.data or "",
            form.ly_do_chuyen.data or "",
            this_pack(),
            now(),
        ),
    )


def _kind(code: str) -> Kind:
    try:
        return Kind(code)
    except ValueError:
        raise NotUnderstood from None
