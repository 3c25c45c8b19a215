"""Who is at the desk in this request."""

from zoneinfo import ZoneInfo

from flask import g, has_request_context
from flask_login import current_user
from sqlalchemy import inspect

from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.pack.current import this_pack
from feedback_service.records import Officer
from feedback_service.records.audit import who_acts
from feedback_service.staff.standing_in import is_loaded, load_absent


def current_officer() -> Officer:
    """The officer signed in, with those in whose place he stands today. Only for views behind @staff."""
    officer: Officer = current_user._get_current_object()
    if not is_loaded(officer):
        zone = ZoneInfo(this_pack().commune.time_zone)
        load_absent(db.session(), officer, now().astimezone(zone).date())
    return officer


def number_of_officer() -> int | None:
    """For the log: whose request this is. Asks nobody: whom the request has not loaded yet changes nothing."""
    officer = g.get("_login_user") if has_request_context() else None
    if officer is None or not officer.is_authenticated:
        return None
    key = inspect(officer).identity  # known without a query, also after a rollback
    return int(key[0]) if key else None


who_acts.append(number_of_officer)
