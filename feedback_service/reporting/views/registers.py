"""Books on screen, on paper and as XLSX. Taking one away leaves a trace."""

from datetime import date

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.datastructures import MultiDict

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.handling.promises import local_day, zone_of
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.reporting.registers.asked import Asked, Book, PeriodWrong
from feedback_service.reporting.registers.register import make_register, title_of
from feedback_service.reporting.registers.scope import READERS
from feedback_service.reporting.registers.sheet import MEDIA_TYPE, as_xlsx, period_words
from feedback_service.reporting.registers.traced import note_export
from feedback_service.staff.signed_in import current_officer

blueprint = Blueprint("registers", __name__, url_prefix="/can-bo/so-sach")
_FIELDS = ("tu", "den", "tinh_den")


@blueprint.get("")
@staff(*READERS)
def books() -> Response:
    pack = this_pack()
    try:
        asked, trouble = _asked(request.args, pack), None
    except PeriodWrong as wrong:
        asked, trouble = _asked(MultiDict({"so": request.args.get("so", "")}), pack), wrong
    register = make_register(db.session(), asked, current_officer(), pack)
    page = render_template(
        "reporting/registers.html",
        register=register,
        asked=asked,
        books=[(book.value, title_of(book)) for book in Book],
        title=title_of(asked.book),
        period=period_words(register),
        typed={name: request.args.get(name) or _day_of(asked, name) for name in _FIELDS},
        trouble=trouble,
    )
    return _kept_nowhere(make_response(page, trouble.status if trouble else 200))


@blueprint.post("/tai-ve")
@staff(*READERS)
def take() -> Response:
    """Raises PeriodWrong."""
    pack, officer = this_pack(), current_officer()
    asked = _asked(request.form, pack)
    with transaction() as session:
        register = make_register(session, asked, officer, pack)
        note_export(session, register, officer, now())
    response = make_response(as_xlsx(register, pack))
    response.headers["Content-Type"] = MEDIA_TYPE
    name = f"{asked.book.value}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return _kept_nowhere(response)


def _asked(given: "MultiDict[str, str]", pack: Pack) -> Asked:
    """What is missing is this month until today. Raises PeriodWrong."""
    today = local_day(now(), pack)
    book = given.get("so", Book.RECEPTION, type=Book)
    as_of = _day(given, "tinh_den", today)
    last = _day(given, "den", as_of)
    return Asked(book, _day(given, "tu", last.replace(day=1)), last, as_of, zone_of(pack))


def _day(given: "MultiDict[str, str]", name: str, otherwise: date) -> date:
    words = given.get(name, "").strip()
    if not words:
        return otherwise
    try:
        found = date.fromisoformat(words)
    except ValueError:
        raise PeriodWrong from None
    if not 2000 <= found.year <= 2200:
        raise PeriodWrong
    return found


def _day_of(asked: Asked, name: str) -> str:
    return {"tu": asked.first, "den": asked.last, "tinh_den": asked.as_of}[name].isoformat()


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
