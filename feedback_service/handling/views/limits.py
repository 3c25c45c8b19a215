"""What is done about the limits of a case from its page: accept, decide, more time, back to triage."""

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.errors import NoSuchCase
from feedback_service.handling.limits.accepting import accept_case, decide_case
from feedback_service.handling.limits.extending import ask_extension, grant_extension, refuse_extension
from feedback_service.handling.limits.forms import (
    AcceptForm,
    DecideForm,
    MoreTimeForm,
    NoMoreTimeForm,
    ToTriageForm,
)
from feedback_service.handling.limits.petition import DOCX, Petitioner, petition_docx
from feedback_service.handling.limits.returning import return_to_triage
from feedback_service.handling.queries import find_case
from feedback_service.handling.views.case import do
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

_DESK = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)
# Whoever stands in for a head has an officer's role: the verbs ask whether he may.
_DECIDING = (Role.OFFICER, Role.HEAD, Role.LEADER)


@blueprint.post("/ho-so/<code>/thu-ly")
@staff(*_DECIDING)
def accept(code: str) -> AnyResponse:
    form = AcceptForm()
    return do(
        code,
        Action.APPROVE,
        form,
        lambda session, case, officer: accept_case(
            session, case, officer, form.ngay_don.data, this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/quyet-dinh")
@staff(*_DECIDING)
def decide(code: str) -> AnyResponse:
    form = DecideForm()
    return do(
        code,
        Action.APPROVE,
        form,
        lambda session, case, officer: decide_case(
            session, case, officer, form.so_quyet_dinh.data or "", this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/xin-gia-han")
@staff(*_DESK)
def ask_more_time(code: str) -> AnyResponse:
    form = MoreTimeForm()
    return do(
        code,
        Action.DRAFT,
        form,
        lambda session, case, officer: ask_extension(
            session, case, officer, form.ly_do_gia_han.data or "", form.ngay_moi.data, this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/gia-han")
@staff(*_DECIDING)
def give_more_time(code: str) -> AnyResponse:
    form = NoMoreTimeForm()
    return do(
        code,
        Action.APPROVE,
        form,
        lambda session, case, officer: grant_extension(session, case, officer, this_pack(), now()),
    )


@blueprint.post("/ho-so/<code>/khong-gia-han")
@staff(*_DECIDING)
def refuse_more_time(code: str) -> AnyResponse:
    form = NoMoreTimeForm()
    return do(
        code,
        Action.APPROVE,
        form,
        lambda session, case, officer: refuse_extension(
            session, case, officer, form.ly_do_khong.data or "", this_pack(), now()
        ),
    )


@blueprint.post("/ho-so/<code>/tra-ve-phan-loai")
@staff(*_DESK)
def back_to_triage(code: str) -> AnyResponse:
    form = ToTriageForm()
    return do(
        code,
        Action.TRANSFER,
        form,
        lambda session, case, officer: return_to_triage(
            session, case, officer, form.ly_do_tra_ve.data or "", this_pack(), now()
        ),
    )


@blueprint.get("/ho-so/<code>/don-khieu-nai.docx")
@staff(*_DESK)
def petition(code: str) -> Response:
    """To be signed by the citizen, who may sit before the officer: without the sender, whom a page of its own tells."""
    case, pack = find_case(db.session(), current_officer(), code), this_pack()
    if not pack.kind_rule[case.kind].signed:
        raise NoSuchCase
    return petition_response(petition_docx(case, Petitioner(), pack), case.code)


def petition_response(content: bytes, code: str) -> Response:
    response = Response(content, mimetype=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="don-{code}.docx"'
    response.headers["Cache-Control"] = "no-store"
    return response
