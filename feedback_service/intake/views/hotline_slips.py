"""Paper slips: printed with new numbers, and what became of each."""

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ReasonMissing
from feedback_service.intake.calls.slips import (
    SlipNotUsable,
    print_slips,
    slips_between,
    slips_done,
    slips_out,
    void_slip,
)
from feedback_service.intake.texts import one_line
from feedback_service.intake.views.hotline import TAKES_CALLS, blueprint, kept_nowhere
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/phieu-giay")
@staff(*TAKES_CALLS)
def slips() -> Response:
    session = db.session()
    page = render_template("intake/hotline_phieu.html", out=slips_out(session), done=slips_done(session))
    return kept_nowhere(page)


@blueprint.post("/phieu-giay")
@staff(*TAKES_CALLS)
def make_slips() -> AnyResponse:
    count = request.form.get("so_luong", 0, type=int)
    try:
        first, last = _numbered(count)
    except SlipNotUsable as refused:
        flash(str(refused.said), "error")
        return redirect(url_for("hotline.slips"), code=303)
    return redirect(url_for("hotline.printed_slips", tu=first, den=last), code=303)


@blueprint.get("/phieu-giay/in")
@staff(*TAKES_CALLS)
def printed_slips() -> Response:
    first, last = request.args.get("tu", 0, type=int), request.args.get("den", 0, type=int)
    found = slips_between(db.session(), first, last)
    if not found:
        abort(404)
    return kept_nowhere(render_template("intake/hotline_phieu_in.html", slips=found))


@blueprint.post("/phieu-giay/<int:number>/huy")
@staff(*TAKES_CALLS)
def cancel_slip(number: int) -> AnyResponse:
    try:
        with transaction() as session:
            void_slip(session, number, one_line(request.form.get("ly_do", ""), 200))
    except (SlipNotUsable, ReasonMissing) as refused:
        flash(str(refused.said), "error")
    else:
        flash(_("Đã hủy phiếu số %(number)s.", number=number))
    return redirect(url_for("hotline.slips"), code=303)


def _numbered(count: int) -> tuple[int, int]:
    """Two officers at once: the second gets the numbers after the first's."""
    try:
        return _print(count)
    except IntegrityError:
        return _print(count)


def _print(count: int) -> tuple[int, int]:
    with transaction() as session:
        made = print_slips(session, current_officer(), count, now())
        return made[0].number, made[-1].number
