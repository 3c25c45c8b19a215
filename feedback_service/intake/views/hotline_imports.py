"""Lists of calls: handed in, looked at, taken in, and what came of it."""

import csv
import io

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.intake.calls.lists.columns import NAMES
from feedback_service.intake.calls.lists.importing import (
    ColumnsMissing,
    choose_columns,
    drop_import,
    find_import,
    imports_of,
    keep_list,
    preview,
    start_import,
)
from feedback_service.intake.calls.lists.table import MOST_BYTES, ListNotReadable
from feedback_service.intake.calls.lists.words import column_words, fault_words
from feedback_service.intake.views.hotline import blueprint, kept_nowhere
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import ImportState, Role

READS_LISTS = (Role.CLERK, Role.LEADER)  # a list names who called: for those who may see senders


@blueprint.get("/nhap-danh-sach")
@staff(*READS_LISTS)
def imports() -> Response:
    return _page("")


@blueprint.post("/nhap-danh-sach")
@staff(*READS_LISTS)
def hand_in() -> AnyResponse:
    given = request.files.get("tep")
    content = given.read(MOST_BYTES + 1) if given else b""
    if not content:
        return _page(_("Xin chọn tệp danh sách cuộc gọi."), 422)
    try:
        with transaction() as session:
            kept = keep_list(session, current_officer(), content, now())
    except ListNotReadable as unreadable:
        return _page(str(unreadable.said), unreadable.status)
    return redirect(url_for("hotline.one_import", number=kept.id), code=303)


@blueprint.get("/nhap-danh-sach/<int:number>")
@staff(*READS_LISTS)
def one_import(number: int) -> Response:
    session = db.session()
    kept = find_import(session, current_officer(), number)
    waiting = kept.state == ImportState.PREVIEW
    seen = preview(session, kept, this_pack(), now()) if waiting else None
    page = render_template(
        "intake/hotline_nhap_mot.html",
        kept=kept,
        seen=seen,
        column_words=column_words(),
        fault_words=fault_words(),
    )
    return kept_nowhere(page)


@blueprint.post("/nhap-danh-sach/<int:number>/cot")
@staff(*READS_LISTS)
def choose(number: int) -> AnyResponse:
    chosen: dict[str, object] = {name: request.form.get(name, type=int) for name in NAMES}
    chosen["heading"] = "heading" in request.form
    with transaction() as session:
        choose_columns(find_import(session, current_officer(), number), chosen)
    return redirect(url_for("hotline.one_import", number=number), code=303)


@blueprint.post("/nhap-danh-sach/<int:number>/bat-dau")
@staff(*READS_LISTS)
def start(number: int) -> AnyResponse:
    try:
        with transaction() as session:
            start_import(session, find_import(session, current_officer(), number), now())
    except ColumnsMissing as missing:
        flash(str(missing.said), "error")
    return redirect(url_for("hotline.one_import", number=number), code=303)


@blueprint.post("/nhap-danh-sach/<int:number>/bo")
@staff(*READS_LISTS)
def drop_list(number: int) -> AnyResponse:
    with transaction() as session:
        drop_import(session, find_import(session, current_officer(), number))
    flash(_("Đã bỏ danh sách này."))
    return redirect(url_for("hotline.imports"), code=303)


@blueprint.get("/nhap-danh-sach/<int:number>/dong-loi.csv")
@staff(*READS_LISTS)
def faults(number: int) -> Response:
    """Lines and reasons only: nothing of what stood in the cells."""
    kept, words = find_import(db.session(), current_officer(), number), fault_words()
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_("Dòng"), _("Vì sao")])
    writer.writerows([row["line"], words.get(row["said"], row["said"])] for row in kept.faults["rows"])
    response = make_response("\ufeff" + out.getvalue())
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = f"attachment; filename=dong-loi-{number}.csv"
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(trouble: str, status: int = 200) -> Response:
    page = render_template(
        "intake/hotline_nhap.html", imports=imports_of(db.session(), current_officer()), trouble=trouble
    )
    return kept_nowhere(page, status)
