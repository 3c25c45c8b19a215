"""The log of calls by date, and missed calls that are written down by hand."""

from datetime import date

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.handling.promises import local_day
from feedback_service.intake.calls.day_log import calls_of_day, count_calls, latest_calls
from feedback_service.intake.calls.missed import MissedForm, note_missed
from feedback_service.intake.views.hotline import TAKES_CALLS, blueprint, kept_nowhere
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/so")
@staff(*TAKES_CALLS)
def book() -> Response:
    session, officer, pack = db.session(), current_officer(), this_pack()
    day, before = _day(request.args.get("ngay", "")), request.args.get("truoc", type=int)
    found = (
        calls_of_day(session, officer, pack, day, before) if day else latest_calls(session, officer, before)
    )
    page = render_template(
        "intake/hotline_so.html",
        page=found,
        day=day,
        counted=count_calls(session, officer, day or local_day(now(), pack), pack),
        now=now(),
    )
    return kept_nowhere(page)


@blueprint.post("/goi-nho")
@staff(*TAKES_CALLS)
def missed() -> AnyResponse:
    form = MissedForm().at_desk(this_pack(), now())
    if not form.validate():
        flash(next(iter(form.errors.values()))[0], "error")
        return redirect(url_for("hotline.debts"), code=303)
    with transaction() as session:
        owed = note_missed(session, current_officer(), form, this_pack(), now())
    flash(
        _("Đã ghi cuộc gọi nhỡ, còn phải gọi lại.")
        if owed
        else _("Đã ghi cuộc gọi nhỡ. Số này không còn nợ cuộc gọi nào.")
    )
    return redirect(url_for("hotline.debts"), code=303)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None
