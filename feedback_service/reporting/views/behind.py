"""From a number of a report to its cases: those that the officer may open."""

from flask import Response, make_response, render_template

from feedback_service.access import staff
from feedback_service.database import db
from feedback_service.errors import ChangeNotAllowed
from feedback_service.pack.current import this_pack
from feedback_service.reporting.periods.collecting import NoSuchReport, find_report
from feedback_service.reporting.periods.frozen import span_of_report
from feedback_service.reporting.periods.making import tables_behind
from feedback_service.reporting.periods.people import READERS
from feedback_service.reporting.views.parts import blueprint as blueprint
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/<period>/bieu/<number>")
@staff(*READERS)
def behind(period: str, number: str) -> Response:
    """Raises NoSuchReport, and ChangeNotAllowed of a report that holds no figures yet."""
    session, pack = db.session(), this_pack()
    report = find_report(session, period)
    if not report.figures:
        raise ChangeNotAllowed
    tables = tables_behind(session, report, pack, current_officer())
    table = next((one for one in tables if one.number == number), None)
    if table is None:
        raise NoSuchReport
    page = render_template(
        "reporting/behind.html", report=report, span=span_of_report(report, pack), table=table
    )
    response = make_response(page)
    response.headers["Cache-Control"] = "no-store"
    return response
