"""The sheet to fill in while talking, and what was logged with it. The other pages of the desk stand beside it."""

from datetime import datetime

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangeNotAllowed, NoSuchCase
from feedback_service.handling.queries import find_case
from feedback_service.intake.calls.boxes import as_box, sheet_key
from feedback_service.intake.calls.day_log import calls_of_today
from feedback_service.intake.calls.debts import debt_line, debts_owed
from feedback_service.intake.calls.drafts import find_sheet, unfinished_sheets
from feedback_service.intake.calls.earlier import earlier_of
from feedback_service.intake.calls.just_logged import Logged, just_logged
from feedback_service.intake.calls.log_call import NotByPhone, add_call_to, log_call, log_without_case
from feedback_service.intake.calls.reading_back import ReadBack, read_back
from feedback_service.intake.calls.sheet_form import HotlineForm
from feedback_service.intake.calls.slips import SlipNotUsable
from feedback_service.intake.codes import read_code
from feedback_service.intake.dictation import spoken, spoken_code
from feedback_service.intake.queries import new_submission_id
from feedback_service.intake.texts import kept
from feedback_service.notifying.reach import takes_sms
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("hotline", __name__, url_prefix="/can-bo/duong-day-nong")
TAKES_CALLS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)


@blueprint.get("")
@staff(*TAKES_CALLS)
def sheet() -> Response:
    blank = blank_sheet()
    _open_again(blank, request.args.get("phieu", ""))
    _same_call(blank, _own(request.args.get("tiep", "")))
    _calling_back(blank, request.args.get("goi_lai", type=int))
    return show_sheet(blank)


@blueprint.post("")
@staff(*TAKES_CALLS)
def log() -> AnyResponse:
    filled = HotlineForm().for_call(this_pack(), now())
    if "xem" in request.form:
        return show_sheet(filled)
    if not filled.validate():
        return show_sheet(filled, 422)
    try:
        return redirect(_log(filled), code=303)
    except NotByPhone as refused:
        filled.ket_qua.errors = [refused.said]
    except SlipNotUsable as refused:
        filled.so_phieu.errors = [refused.said]
    except ChangeNotAllowed:
        filled.ho_so.errors = [_("Hồ sơ này đã khép lại. Xin xóa mã rồi ghi thành việc mới.")]
    except NoSuchCase:
        filled.ho_so.errors = [_("Không thấy hồ sơ này. Xin xóa mã rồi ghi thành việc mới.")]
    return show_sheet(filled, 422)


@blueprint.post("/goi-y")
@staff(*TAKES_CALLS)
def suggestion() -> Response:
    """What the sheet says beside the unit, asked for by a script while the officer types."""
    filled = HotlineForm().for_call(this_pack(), now())
    page = render_template("intake/hotline_doc_lai.html", form=filled, say=_say(filled), texts=_texts(filled))
    return kept_nowhere(page)


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
    return kept_nowhere(page)


def blank_sheet() -> HotlineForm:
    blank = HotlineForm(formdata=None).for_call(this_pack(), now())
    blank.ma_gui.data = new_submission_id()
    blank.gio_goi.data = as_box(now(), this_pack())
    return blank


def show_sheet(filled: HotlineForm, status: int = 200) -> Response:
    session, officer = db.session(), current_officer()
    page = render_template(
        "intake/hotline.html",
        form=filled,
        say=_say(filled),
        texts=_texts(filled),
        called_at=_called_at(filled),
        unfinished=unfinished_sheets(session, officer, but=filled.submission_id()),
        earlier=earlier_of(session, officer, filled.dien_thoai.data or "", now()),
        calls=calls_of_today(session, officer, this_pack(), now()),
        debts=debts_owed(session, officer, now()),
        now=now(),
    )
    return kept_nowhere(page, status)


def kept_nowhere(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _log(filled: HotlineForm) -> str:
    """Durable when it returns: where to go. Of two of the same sheet at once the second finds the first's case."""
    try:
        return _once(filled)
    except IntegrityError:
        return _once(filled)


def _once(filled: HotlineForm) -> str:
    with transaction() as session:
        return _write(session, filled)


def _write(session: Session, filled: HotlineForm) -> str:
    call, officer, pack, moment = filled.call(), current_officer(), this_pack(), now()
    reason, code = filled.no_case(), filled.about()
    if filled.opens_no_case and reason:
        log_without_case(session, call, reason, officer, pack, moment)
        flash(_("Đã ghi cuộc gọi, không mở hồ sơ."))
        return url_for("hotline.sheet")
    if code:
        add_call_to(session, call, find_case(session, officer, code), officer, pack, moment)
        flash(_("Đã ghi thêm vào hồ sơ %(code)s.", code=code))
        return url_for("hotline.sheet")
    receipts = log_call(session, call, officer, pack, moment)
    return url_for("hotline.logged", code=receipts[0].case.code)


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


def _open_again(blank: HotlineForm, given: str) -> None:
    """A sheet that was begun: every word of it, under its own id."""
    kept_sheet = find_sheet(db.session(), current_officer(), sheet_key(given)) if given else None
    if kept_sheet is not None:
        blank.fill(kept_sheet.fields)
        blank.ma_gui.data = given


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


def _calling_back(blank: HotlineForm, number: int | None) -> None:
    """A sheet for a call that is owed: whom to call, and about what."""
    if number is None:
        return
    line = debt_line(db.session(), current_officer(), number, now())
    blank.dien_thoai.data = line.phone
    blank.ho_so.data = line.case.code if line.case and line.case.is_unfinished else ""


def _say(filled: HotlineForm) -> ReadBack | None:
    text = kept(filled.noi_dung.data or "")
    if len(text) < 5:
        return None
    area, unit = filled.dia_ban.data or "", filled.don_vi.data or ""
    return read_back(text, area, unit, _called_at(filled), this_pack())


def _texts(filled: HotlineForm) -> bool:
    """Whether the caller will get the code as a text as well."""
    return not filled.an_danh.data and takes_sms(filled.e164())


def _called_at(filled: HotlineForm) -> datetime:
    try:
        return filled.called_at()
    except ValidationError:
        return now()
