"""The answer: kept while it is written, handed in, approved or returned."""

from flask import Response, jsonify, make_response, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NoSuchCase
from feedback_service.handling.answer import current_answer, return_answer, save_draft
from feedback_service.handling.composing import compose_sms, size_of, warning_of
from feedback_service.handling.forms import AnswerForm, ApproveForm, ReturnForm
from feedback_service.handling.limits.lateness import explain_lateness
from feedback_service.handling.queries import find_case
from feedback_service.handling.views.case import allowed_case, do, finder, page_again
from feedback_service.handling.views.queue import blueprint
from feedback_service.handling.writing.handing_in import approve_looked_at, hand_in, look_at
from feedback_service.handling.writing.shown import offers_for
from feedback_service.language import hour
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

WRITERS = (Role.OFFICER, Role.HEAD, Role.CLERK, Role.LEADER)
APPROVERS = (Role.HEAD, Role.LEADER)


@blueprint.post("/ho-so/<code>/nhap")
@staff(*WRITERS)
def keep_draft(code: str) -> AnyResponse:
    """By button: back to the page. By the script that saves while one types: JSON, with the new revision."""
    form = AnswerForm()
    if request.accept_mimetypes.best == "application/json":
        return _keep_quietly(code, form)
    return do(
        code,
        Action.DRAFT,
        form,
        lambda session, case, officer: save_draft(
            session, case, officer, form.tra_loi.data or "", form.ban.data or 0, now()
        ),
        on_the_seen=False,  # a draft harms nothing; the draft's own revision guards the other writer
    )


@blueprint.post("/ho-so/<code>/trinh")
@staff(*WRITERS)
def submit(code: str) -> AnyResponse:
    """Of a late case the writer also says, in one line, why it is late."""
    form = AnswerForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        text, revision, knowing = form.tra_loi.data or "", form.ban.data or 0, bool(form.biet.data)
        if text.strip():
            sort = form.loai_tre.data or ""
            explain_lateness(session, case, officer, form.ly_do_tre.data or "", now(), sort)
        hand_in(session, case, officer, text, revision, this_pack(), now(), finder(), knowing=knowing)

    return do(
        code,
        Action.DRAFT,
        form,
        deed,
    )


@blueprint.post("/ho-so/<code>/mau")
@staff(*WRITERS)
def begin_with(code: str) -> AnyResponse:
    """The page again with a template after what was typed. Writes nothing."""
    form = AnswerForm()
    form.require()
    case = allowed_case(db.session(), code, Action.DRAFT)
    chosen = [offer.text for offer in offers_for(case, this_pack()) if offer.code == form.mau.data]
    text = "\n\n".join(part for part in ((form.tra_loi.data or "").strip(), *chosen) if part)
    return page_again(code, given={"tra_loi": text})


@blueprint.post("/ho-so/<code>/kiem-tra")
@staff(*WRITERS)
def look(code: str) -> AnyResponse:
    """The page again with what is to be said about the words. Writes nothing."""
    form = AnswerForm()
    form.require()
    session, officer = db.session(), current_officer()
    case = allowed_case(session, code, Action.DRAFT)
    text = form.tra_loi.data or ""
    return page_again(code, remarks=look_at(session, case, officer, text, this_pack(), now(), finder()))


@blueprint.post("/ho-so/<code>/duyet")
@staff(*APPROVERS)
def approve(code: str) -> AnyResponse:
    form = ApproveForm()
    text = form.tra_loi_duyet.data
    return do(
        code,
        Action.APPROVE,
        form,
        lambda session, case, officer: approve_looked_at(
            session, case, officer, text, this_pack(), now(), finder()
        ),
    )


@blueprint.post("/ho-so/<code>/tra-lai")
@staff(*APPROVERS)
def send_back(code: str) -> AnyResponse:
    form = ReturnForm()
    return do(
        code,
        Action.APPROVE,
        form,
        lambda session, case, officer: return_answer(
            session, case, officer, form.ly_do_tra.data or "", now()
        ),
    )


def _keep_quietly(code: str, form: AnswerForm) -> Response:
    try:
        form.require()
        with transaction() as session:
            case = allowed_case(session, code, Action.DRAFT)
            kept = save_draft(
                session, case, current_officer(), form.tra_loi.data or "", form.ban.data or 0, now()
            )
    except NoSuchCase:
        raise
    except (Fact, StaleDataError) as trouble:
        return _not_kept(code, trouble if isinstance(trouble, Fact) else ChangedMeanwhile())
    sms = compose_sms(case, "answer", kept.text, False, this_pack())
    return jsonify(
        revision=kept.revision,
        said=_("Đã lưu nháp %(hour)s", hour=hour(kept.saved_at)),
        sms=f"{warning_of(sms)} {size_of(sms)}".strip() if kept.text.strip() else "",
    )


def _not_kept(code: str, fact: Fact) -> Response:
    session = db.session()
    answer = current_answer(session, find_case(session, current_officer(), code))
    return make_response(
        jsonify(
            said=str(fact.said),
            other=answer.text if answer else "",
            revision=answer.revision if answer else 0,
        ),
        fact.status,
    )
