"""The sender's own view of a case, after the PIN: to read, to add, to rate, to reopen, to take back."""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO, cast

from flask import (
    Blueprint,
    Response,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.carrier import this_carrier
from feedback_service.carrier.files import NoSuchFile
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangeNotAllowed, Fact, NoSuchCase, ReasonMissing
from feedback_service.handling.close import withdraw_case
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.joining.links import lead_of
from feedback_service.handling.limits.petition import DOCX, petition_docx, wants_petition
from feedback_service.handling.public.lines import line
from feedback_service.handling.public.queries import find_public_answer
from feedback_service.handling.rating.rate import Said
from feedback_service.intake.adding import add_words
from feedback_service.intake.attachments import FileRefused, keep_files
from feedback_service.intake.opened import close_here, is_open_here
from feedback_service.intake.own_view import find_own, find_own_file, mine, own_case, own_steps, sender_of
from feedback_service.intake.queries import new_submission_id
from feedback_service.intake.rated import said_on, say
from feedback_service.intake.texts import kept
from feedback_service.pack.current import this_pack
from feedback_service.records import Case
from feedback_service.routing.placing import place_question
from feedback_service.vocabulary import Channel, RatedBy

blueprint = Blueprint("own", __name__, url_prefix="/ho-so/<code>")
Change = Callable[[Session, Case, datetime], None]


def own_page(code: str, errors: dict[str, list[str]] | None = None, status: int = 200) -> Response:
    """Never kept by anybody: it is one person's."""
    session, pack, moment = db.session(), this_pack(), now()
    case = find_own(session, code)
    published = find_public_answer(session, code, pack)
    page = render_template(
        "intake/ho_so.html",
        case=own_case(case, pack, moment, lead_of(session, case)),
        steps=own_steps(session, case, pack),
        published=line(published) if published else None,
        mine=mine(session, case, pack, moment),
        errors=errors or {},
        locked=False,
        said=next(iter(get_flashed_messages()[-1:]), ""),
        ma_gui=new_submission_id(),
        asked=place_question(session, case, pack),
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/them")
@public
def add(code: str) -> AnyResponse:
    if not is_open_here(code, now()):
        return redirect(url_for("lookup.status", code=code), code=303)
    text, submission_id = request.form.get("them", ""), request.form.get("ma_gui", "")
    chosen = [cast(BinaryIO, file.stream) for file in request.files.getlist("tep") if file.filename]
    try:  # before the transaction: pictures take seconds to be made anew, and others wait for the database
        files = keep_files(chosen, this_carrier().files)
    except FileRefused as refused:
        return own_page(code, {"tep": [str(refused.said)]}, refused.status)

    def change(session: Session, case: Case, moment: datetime) -> None:
        add_words(session, case, text, files, submission_id, this_pack(), moment)

    return _changed(code, "them", change, _("Xã đã nhận phần bà con nhắn thêm."))


@blueprint.post("/danh-gia")
@public
def rate(code: str) -> AnyResponse:
    return _said(code, "diem", lambda: said_on(request.form))


@blueprint.post("/mo-lai")
@public
def reopen(code: str) -> AnyResponse:
    reason = kept(request.form.get("ly_do", ""))
    return _said(code, "ly_do", lambda: _not_solved(reason))


def _not_solved(reason: str) -> Said:
    if not reason:
        raise ReasonMissing
    return Said(RatedBy.LINK, solved=False, comment=reason)


def _said(code: str, field: str, read: Callable[[], Said]) -> AnyResponse:
    """What the sender says of the answer, and what he reads then."""
    answers: list[str] = []

    def change(session: Session, case: Case, moment: datetime) -> None:
        sent = request.form.get("ma_gui", "")
        answers.append(say(session, case, read(), sent, this_pack(), moment))

    return _changed(code, field, change, lambda: answers[-1])


@blueprint.post("/rut")
@public
def withdraw(code: str) -> AnyResponse:
    reason = kept(request.form.get("ly_do_rut", ""))

    def change(session: Session, case: Case, moment: datetime) -> None:
        _write(session, case, reason, moment)
        withdraw_case(session, case, this_pack(), moment)

    return _changed(code, "ly_do_rut", change, _("Bà con đã rút lại việc này."))


@blueprint.post("/dong")
@public
def leave(code: str) -> AnyResponse:
    close_here(code)
    return redirect(url_for("lookup.status", code=code), code=303)


@blueprint.get("/don-khieu-nai.docx")
@public
def petition(code: str) -> Response:
    """The form to be signed, with what the sender told us. A paper of one person: kept by nobody on the way."""
    if not is_open_here(code, now()):
        raise NoSuchCase
    case, pack = find_own(db.session(), code), this_pack()
    if not wants_petition(case, pack):
        raise NoSuchCase
    response = make_response(petition_docx(case, sender_of(db.session(), case), pack))
    response.headers["Content-Type"] = DOCX
    response.headers["Content-Disposition"] = f'attachment; filename="don-{case.code}.docx"'
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/tep/<int:number>")
@public
def file(code: str, number: int) -> Response:
    """Images are shown, papers downloaded: a PDF in the page could run its own script."""
    if not is_open_here(code, now()):
        raise NoSuchCase
    found = find_own_file(db.session(), code, number)
    try:
        stream = this_carrier().files.open(found.sha256)
    except NoSuchFile:
        raise NoSuchCase from None
    shown = found.media_type.startswith("image/")
    response = send_file(stream, found.media_type, as_attachment=not shown, download_name=f"{code}-{number}")
    response.headers["Cache-Control"] = "no-store"
    return response


def _changed(code: str, field: str, change: Change, done: str | Callable[[], str]) -> AnyResponse:
    """One change, then back to the page; what cannot be done is said beside its field."""
    moment = now()
    if not is_open_here(code, moment):
        return redirect(url_for("lookup.status", code=code), code=303)
    try:
        with transaction() as session:
            change(session, find_own(session, code), moment)
    except ChangeNotAllowed:
        raise
    except Fact as fact:
        return own_page(code, {field: [str(fact.said)]}, fact.status)
    flash(done if isinstance(done, str) else done())
    return redirect(url_for("lookup.status", code=code), code=303)


def _write(session: Session, case: Case, text: str, moment: datetime) -> None:
    if text:
        citizen_wrote(session, case, text, Channel.WEB, this_pack(), moment)
