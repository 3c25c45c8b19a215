"""The hotline's screens: the sheet to fill in while talking, what was logged, the calls still owed."""

from datetime import datetime

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import NoSuchCase, TextMissing
from feedback_service.handling.queries import find_case
from feedback_service.intake.codes import read_code
from feedback_service.intake.dictation import spoken, spoken_code
from feedback_service.intake.hotline import Call, NotByPhone, log_call, note_called_back
from feedback_service.intake.hotline_forms import HotlineForm, as_box
from feedback_service.intake.hotline_log import (
    CALLS_ON_A_PAGE,
    Logged,
    ReadBack,
    calls_of_today,
    calls_owed,
    just_logged,
    read_back,
)
from feedback_service.intake.queries import new_submission_id
from feedback_service.intake.receive import Receipt
from feedback_service.intake.texts import kept
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("hotline", __name__, url_prefix="/can-bo/duong-day-nong")
TAKES_CALLS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)


@blueprint.get("")
@staff(*TAKES_CALLS)
def sheet() -> Response:
    blank = HotlineForm(formdata=None).for_call(this_pack(), now())
    blank.ma_gui.data = new_submission_id()
    blank.gio_goi.data = as_box(now(), this_pack())
    _same_call(blank, _own(request.args.get("tiep", "")))
    return _sheet(blank)


@blueprint.post("")
@staff(*TAKES_CALLS)
def log() -> AnyResponse:
    filled = HotlineForm().for_call(this_pack(), now())
    if "xem" in request.form:
        return _sheet(filled)
    if not filled.validate():
        return _sheet(filled, 422)
    try:
        receipts = _log(filled.call())
    except NotByPhone as refused:
        filled.ket_qua.errors = [refused.said]
        return _sheet(filled, 422)
    return redirect(url_for("hotline.logged", code=receipts[0].case.code), code=303)


@blueprint.post("/goi-y")
@staff(*TAKES_CALLS)
def suggestion() -> Response:
    """What the sheet says beside the unit, asked for by a script while the officer types."""
    filled = HotlineForm().for_call(this_pack(), now())
    return _kept_nowhere(render_template("intake/hotline_doc_lai.html", form=filled, say=_say(filled)))


@blueprint.get("/<code>")
@staff(*TAKES_CALLS)
def logged(code: str) -> Response:
    matter = _own(code)
    if matter is None:
        raise NoSuchCase
    page = render_template(
        "intake/hotline_da_ghi.html",
        matter=matter,
        spoken_code=spoken_code(matter.case.code),
        spoken_pin=spoken(matter.pin),
        others=_earlier(matter),
    )
    return _kept_nowhere(page)


@blueprint.post("/<code>/da-goi-lai")
@staff(*TAKES_CALLS)
def called_back(code: str) -> AnyResponse:
    try:
        with transaction() as session:
            officer = current_officer()
            case = find_case(session, officer, read_code(code, this_pack().commune.code_prefix) or "")
            note_called_back(session, case, officer, kept(request.form.get("ghi_chu", "")), now())
    except TextMissing:
        flash(_("Xin ghi cuộc gọi lại ra sao, ví dụ: đã báo, hoặc không ai nghe máy."), "error")
    else:
        flash(_("Đã ghi cuộc gọi lại."))
    return redirect(url_for("hotline.sheet"), code=303)


def _log(call: Call) -> list[Receipt]:
    """Durable when it returns. Of two of the same sheet at once the second finds the first's case."""
    try:
        return _once(call)
    except IntegrityError:
        return _once(call)


def _once(call: Call) -> list[Receipt]:
    with transaction() as session:
        return log_call(session, call, current_officer(), this_pack(), now())


def _own(code: str) -> Logged | None:
    known = read_code(code, this_pack().commune.code_prefix) if code else None
    return just_logged(db.session(), current_officer(), known, now()) if known else None


def _earlier(matter: Logged) -> list[Logged]:
    """The other matters of the same call, the newest first."""
    found: list[Logged] = []
    step: Logged | None = matter
    while step and step.after and len(found) < 20:
        step = _own(step.after)
        found += [step] if step else []
    return found


def _same_call(blank: HotlineForm, before: Logged | None) -> None:
    """Another matter of the call just logged: the caller and the hour are the same."""
    if before is None:
        return
    details = before.case.contact.details if before.case.contact else {}
    blank.tiep.data = before.case.code
    blank.gio_goi.data = as_box(before.case.sent_at, this_pack())
    blank.an_danh.data = before.case.anonymous
    blank.ho_ten.data = details.get("name", "")
    blank.dien_thoai.data = details.get("phone_raw", "")
    blank.gui_thay.data = details.get("on_behalf_of", "")
    blank.phien_dich.data = details.get("interpreter", "")
    blank.dia_ban.data = before.case.area_code


def _say(filled: HotlineForm) -> ReadBack | None:
    text = kept(filled.noi_dung.data or "")
    if len(text) < 5:
        return None
    area, unit = filled.dia_ban.data or "", filled.don_vi.data or ""
    return read_back(text, area, unit, _called_at(filled), this_pack())


def _called_at(filled: HotlineForm) -> datetime:
    try:
        return filled.called_at()
    except ValidationError:
        return now()


def _sheet(filled: HotlineForm, status: int = 200) -> Response:
    before = request.args.get("truoc", type=int)
    calls = calls_of_today(db.session(), current_officer(), this_pack(), now(), before)
    page = render_template(
        "intake/hotline.html",
        form=filled,
        say=_say(filled),
        called_at=_called_at(filled),
        calls=calls[:CALLS_ON_A_PAGE],
        next_before=calls[CALLS_ON_A_PAGE - 1].case.id if len(calls) > CALLS_ON_A_PAGE else None,
        owed=calls_owed(db.session(), current_officer(), now()),
        now=now(),
    )
    return _kept_nowhere(page, status)


def _kept_nowhere(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
