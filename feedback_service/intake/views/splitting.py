"""From the case page: each further matter of a text becomes a case of its own."""

from flask import Blueprint, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.handling.forms import CaseForm, NotUnderstood
from feedback_service.handling.joining.parts import parts_typed
from feedback_service.handling.views.case import do
from feedback_service.handling.views.deeds import DESK
from feedback_service.intake.splitting import split_case
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action

blueprint = Blueprint("splitting", __name__, url_prefix="/can-bo")


@blueprint.post("/ho-so/<code>/tach")
@staff(*DESK)
def split(code: str) -> AnyResponse:
    """The boxes of each part are numbered: doan_1, don_vi_1, linh_vuc_1, loai_1, kem_tep_1."""

    def deed(session: Session, case: Case, officer: Officer) -> None:
        try:
            parts = parts_typed(request.form)
        except ValueError:
            raise NotUnderstood from None
        split_case(session, case, parts, officer, this_pack(), now())

    return do(code, Action.CONFIRM, CaseForm(), deed)
