"""Who in the unit works on it."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import NotYours
from feedback_service.handling.secrecy.kept_from import require_not_about
from feedback_service.handling.workflow import record, require, require_open
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action


def assign_case(session: Session, case: Case, officer: Officer, to: Officer, now: datetime) -> None:
    """Raises NotYours when `to` is of another unit: that would be a transfer, which needs a reason.
    Raises AboutThatOfficer.
    """
    require(officer, Action.ASSIGN, case)
    require_open(case)
    require_not_about(session, case, to)
    if to.unit_code != case.unit_code or not to.active:
        raise NotYours
    case.assigned_to = to.id
    record(session, case, "assigned", now, officer, to=to.name)
