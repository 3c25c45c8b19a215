"""Old books: handed in, looked at, taken over, and what came of it."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.intake.books.columns import CHANNELS, NAMES
from feedback_service.intake.books.importing import (
    ColumnsMissing,
    books_of,
    choose_columns,
    drop_book,
    find_book,
    keep_book,
    preview,
    start_import,
)
from feedback_service.intake.books.words import column_words, fault_words, faults_as_xlsx
from feedback_service.intake.books.workbook import MOST_BYTES, BookNotReadable, width_of
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Channel, ImportState, Role

blueprint = Blueprint("book_import", __name__, url_prefix="/can-bo/nhap-so")
WRITERS = (Role.CLERK, Role.LEADER)  # a book names who wrote
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("")
@staff(*WRITERS)
def imports() -> Response:
    return _page("")


@blueprint.post("")
@staff(*WRITERS)
def hand_in() -> AnyResponse:
    given = request.files.get("tep")
    content = given.read(MOST_BYTES + 1) if given else b""
    if not content:
        return _page(_("Xin chọn tệp sổ (.xlsx)."), 422)
    name = (given.filename if given else "") or ""
    try:
        with transaction() as session:
            kept = keep_book(session, current_officer(), content, name, now())
    except BookNotReadable as unreadable:
        return _page(str(unreadable.said), unreadable.status)
    return redirect(url_for("book_import.one", number=kept.id), code=303)


@blueprint.get("/<int:number>")
@staff(*WRITERS)
def one(number: int) -> Response:
    session = db.session()
    kept = find_book(session, current_officer(), number)
    seen = preview(session, kept, this_pack(), now()) if kept.state == ImportState.PREVIEW else None
    page = render_template(
        "intake/nhap_so_mot.html",
        kept=kept,
        seen=seen,
        width=width_of(seen.rows) if seen else 0,
        column_words=column_words(),
        fault_words=fault_words(),
        channels=CHANNELS,
    )
    return _kept_nowhere(make_response(page))


@blueprint.post("/<int:number>/cot")
@staff(*WRITERS)
def choose(number: int) -> AnyResponse:
    chosen: dict[str, object] = {name: _place(name) for name in NAMES}
    chosen["heading"] = min(max(request.form.get("heading", 0, type=int), 0), 100)
    channel = request.form.get("kenh", Channel.LETTER.value)
    chosen["channel"] = channel if channel in CHANNELS else Channel.LETTER.value
    with transaction() as session:
        choose_columns(find_book(session, current_officer(), number), chosen)
    return redirect(url_for("book_import.one", number=number), code=303)


@blueprint.post("/<int:number>/bat-dau")
@staff(*WRITERS)
def start(number: int) -> AnyResponse:
    try:
        with transaction() as session:
            start_import(session, find_book(session, current_officer(), number), now())
    except ColumnsMissing as missing:
        flash(str(missing.said), "error")
    return redirect(url_for("book_import.one", number=number), code=303)


@blueprint.post("/<int:number>/bo")
@staff(*WRITERS)
def drop(number: int) -> AnyResponse:
    with transaction() as session:
        drop_book(session, find_book(session, current_officer(), number))
    flash(_("Đã bỏ sổ này."))
    return redirect(url_for("book_import.imports"), code=303)


@blueprint.get("/<int:number>/dong-loi.xlsx")
@staff(*WRITERS)
def faults(number: int) -> Response:
    kept = find_book(db.session(), current_officer(), number)
    response = make_response(faults_as_xlsx(kept.report["rows"]))
    response.headers["Content-Type"] = _XLSX
    response.headers["Content-Disposition"] = f"attachment; filename=dong-loi-{number}.xlsx"
    return _kept_nowhere(response)


def _place(name: str) -> int | None:
    place = request.form.get(name, type=int)
    return place if place is not None and 0 <= place < 100 else None


def _page(trouble: str, status: int = 200) -> Response:
    books = books_of(db.session(), current_officer())
    return _kept_nowhere(
        make_response(render_template("intake/nhap_so.html", books=books, trouble=trouble), status)
    )


def _kept_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
