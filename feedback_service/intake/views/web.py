"""The citizen's form and the receipt."""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.carrier import this_carrier
from feedback_service.clock import now
from feedback_service.database import UNREACHABLE, db, is_down, transaction
from feedback_service.errors import ChangeNotAllowed, NoSuchCase
from feedback_service.intake.attachments import FileRefused, keep_files
from feedback_service.intake.codes import read_code
from feedback_service.intake.forms import FeedbackForm, degrees
from feedback_service.intake.kept_forms import Given, kept_form, take_form
from feedback_service.intake.opened import is_open_here
from feedback_service.intake.own_view import find_own
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.queries import danger_phrases, new_submission_id, place_asked, receipt_with_pin
from feedback_service.intake.submission import StoredFile, Submission
from feedback_service.intake.texts import kept, one_line
from feedback_service.language import language
from feedback_service.pack.current import this_pack
from feedback_service.routing.placing import answer_place
from feedback_service.spool import SpoolFull
from feedback_service.vocabulary import Channel
from feedback_service.web import csrf

blueprint = Blueprint("intake", __name__)
MOST_PINS_KEPT = 5  # receipts that one browser session can still show; the cookie must stay small


@blueprint.get("/gui")
@public
def form() -> Response:
    blank = FeedbackForm(formdata=None).with_areas(this_pack().areas)
    blank.ma_gui.data = new_submission_id()
    return _form_page(blank)


@blueprint.get("/gui/tu-nguy-hiem")
@public
def danger_words() -> Response:
    """What sounds like danger, one phrase a line: fetched by the form when somebody begins to write, then kept."""
    response = Response("\n".join(danger_phrases(this_pack())), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@blueprint.post("/gui")
@csrf.exempt
@public
def send() -> AnyResponse:
    """Also while the database is away: then it is kept on disk under the code that the case will have."""
    try:
        filled = FeedbackForm().with_areas(this_pack().areas)
        return _take(filled)
    except (*UNREACHABLE, SpoolFull) as error:
        if not (isinstance(error, SpoolFull) or is_down(error)):
            raise
        current_app.logger.error("form_not_taken", extra={"error": type(error).__name__})
        return _keep_typed()


def _take(filled: FeedbackForm) -> AnyResponse:
    if not filled.validate():
        return _form_page(filled, 422)
    try:
        files = keep_files(
            [file.stream for file in filled.tep.data or () if _chosen(file)], this_carrier().files
        )
    except FileRefused as refused:
        filled.tep.errors = [*filled.tep.errors, refused.said]
        return _form_page(filled, 422)
    except OSError as error:  # the disk is full: said before anything is promised
        raise SpoolFull from error
    given = take_form(_submission(filled, files, now()), this_pack(), now())
    _remember_pin(given.code, given.pin)
    return redirect(url_for("intake.receipt", code=given.code), code=303)


def _chosen(file: FileStorage) -> bool:
    """An empty file box arrives as a nameless, empty file."""
    return bool(file.filename)


def _submission(filled: FeedbackForm, files: tuple[StoredFile, ...], moment: datetime) -> Submission:
    phone = filled.dien_thoai.data or ""
    return Submission(
        channel=Channel.WEB,
        text=kept(filled.noi_dung.data or ""),
        submission_id=filled.submission_id(),
        sent_at=moment,
        name=one_line(filled.ho_ten.data or "", 60),
        phone=e164_or_nothing(phone),
        phone_raw=one_line(phone, 40),
        email=one_line(filled.email.data or "", 254),
        on_behalf_of=one_line(filled.gui_thay.data or "", 60),
        anonymous=bool(filled.an_danh.data),
        area_code=filled.dia_ban.data or "",
        place=one_line(filled.dia_diem.data or "", 300),
        latitude=degrees(filled.vi_do.data),
        longitude=degrees(filled.kinh_do.data),
        files=files,
        language="en" if language() == "en" else "",
    )


def _form_page(form_: FeedbackForm, status: int = 200) -> Response:
    page = render_template("intake/gui.html", form=form_)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"  # each copy of the form has its own submission id
    return response


def _keep_typed() -> Response:
    """Neither the database nor the disk takes it: the page gives back what was typed, to be sent again with the same
    id."""
    filled = FeedbackForm()
    typed = {field.name: field.data or "" for field in filled if field.name not in ("ma_gui", "tep")}
    page = render_template(
        "intake/try_again.html", typed=typed, ma_gui=filled.ma_gui.data or new_submission_id()
    )
    response = make_response(page, 503)
    response.headers.update({"Retry-After": "30", "Cache-Control": "no-store"})
    return response


def _remember_pin(code: str, pin: str) -> None:
    pins = {**session.get("pins", {}), code: pin}
    session["pins"] = dict(list(pins.items())[-MOST_PINS_KEPT:])


@blueprint.get("/da-nhan/<code>")
@public
def receipt(code: str) -> AnyResponse:
    """Without the session that sent it a receipt says no more than the public status page."""
    known = read_code(code, this_pack().commune.code_prefix)
    if known is None:
        raise NoSuchCase
    pin = session.get("pins", {}).get(known)
    if pin is None:
        return redirect(url_for("lookup.status", code=known))
    response = make_response(_receipt_page(Given(known, pin)))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/da-nhan/<code>/dia-ban")
@public
def place(code: str) -> AnyResponse:
    """Which of the thôn of one name: from the browser that sent it, or after the PIN. Once."""
    known = read_code(code, this_pack().commune.code_prefix)
    if known is None:
        raise NoSuchCase
    sent_here = known in session.get("pins", {})
    if not (sent_here or is_open_here(known, now())):
        return redirect(url_for("lookup.status", code=known), code=303)
    try:
        with transaction() as writing:
            chosen = request.form.get("dia_ban", "")[:60]
            answer_place(writing, find_own(writing, known), chosen, this_pack(), now())
    except ChangeNotAllowed:
        pass  # pressed twice, or an officer was quicker: the page shows what it is now
    return redirect(url_for("intake.receipt" if sent_here else "lookup.status", code=known), code=303)


def _receipt_page(given: Given) -> str:
    """Of the case; while it is not one yet, of what is kept. Raises NoSuchCase."""
    kept_here = kept_form(given.code)
    try:
        found = receipt_with_pin(db.session(), given.code, given.pin)
    except UNREACHABLE as error:
        if kept_here is None or not is_down(error):
            raise
        found = None
    if found:
        asked = place_asked(db.session(), found[0].code, this_pack())
        return render_template("intake/da_nhan.html", receipt=found[0], pin=found[1], asked=asked)
    if kept_here is None:
        raise NoSuchCase
    return render_template("intake/da_giu.html", kept=kept_here, pin=given.pin)
