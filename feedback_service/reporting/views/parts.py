"""A unit's part of a report: computed numbers, those that it enters itself, its head's word."""

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import ChangedMeanwhile, Fact, NotYours
from feedback_service.pack.current import this_pack
from feedback_service.reporting.periods.collecting import CONFIRMED, Given, fill_part, find_report
from feedback_service.reporting.periods.frozen import rule_of
from feedback_service.reporting.periods.people import READERS, WORKERS, may_read_part
from feedback_service.reporting.periods.shown import part_page
from feedback_service.reporting.views.periods import blueprint as blueprint
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/<period>/don-vi/<unit>")
@staff(*READERS)
def part(period: str, unit: str) -> Response:
    return _part(period, unit)


@blueprint.post("/<period>/don-vi/<unit>")
@staff(*WORKERS)
def fill(period: str, unit: str) -> AnyResponse:
    """`xac_nhan`: the head stands for it. What was typed stays where it is refused."""
    pack, given = this_pack(), _given()
    confirm, revision = "xac_nhan" in request.form, request.form.get("revision", 0, type=int)
    try:
        with transaction() as session:
            report = find_report(session, period)
            fill_part(session, report, unit, current_officer(), given, revision, pack, now(), confirm)
    except StaleDataError:
        return _part(period, unit, ChangedMeanwhile(), given)
    except Fact as fact:
        if fact.status == 404:
            raise
        return _part(period, unit, fact, given)
    flash(_("Đã xác nhận số liệu.") if confirm else _("Đã lưu, chưa xác nhận."))
    return redirect(f"/can-bo/bao-cao/{period.upper()}/don-vi/{unit}", 303)


def _part(period: str, unit: str, trouble: Fact | None = None, given: Given | None = None) -> Response:
    pack, officer, session = this_pack(), current_officer(), db.session()
    if not may_read_part(officer, unit, pack):
        raise NotYours
    shown = part_page(session, find_report(session, period), unit, officer, pack, now())
    page = render_template(
        "reporting/period_unit.html", shown=shown, given=given or shown.given, trouble=trouble
    )
    response = make_response(page, trouble.status if trouble else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _given() -> Given:
    boxes = {code: request.form.get(f"so_{code}", "") for code in rule_of(this_pack()).boxes}
    claimed = {fact: request.form.get(f"khac_{fact}", "") for fact in CONFIRMED}
    return Given(boxes, claimed, request.form.get("ly_do", ""), request.form.get("nhan_xet", ""))
