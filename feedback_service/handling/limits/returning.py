"""Back to the triage desk: the unit says that the case is none of its own."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, ReasonMissing
from feedback_service.handling.joining.following import move_merged
from feedback_service.handling.promises import local_day
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Status, Visibility


def return_to_triage(
    session: Session, case: Case, officer: Officer, reason: str, pack: Pack, now: datetime
) -> None:
    """No new promise and no pause: the citizen was promised a day and not a desk. The event says whether it came back
    on the day on which the unit took it, as it should.

    Raises ReasonMissing, NotYours, ChangeNotAllowed.
    """
    require(officer, Action.TRANSFER, case)
    require_open(case)
    if not reason.strip():
        raise ReasonMissing
    if not may_be_returned(case, pack):
        raise ChangeNotAllowed
    same_day = case.confirmed_at is None or local_day(case.confirmed_at, pack) == local_day(now, pack)
    before, case.unit_code = case.unit_code, pack.commune.triage_unit
    case.assigned_to, case.confirmed_at = None, None
    move_merged(session, case, now)
    details = {"from": before, "same_day": same_day, "reason": reason.strip()}
    record(session, case, "returned_to_triage", now, officer, **details)
    if case.status == Status.IN_PROGRESS:
        change_status(session, case, Status.RECEIVED, now, officer)


def may_be_returned(case: Case, pack: Pack) -> bool:
    """Of what is sealed the triage desk must not know."""
    sealed = case.visibility == Visibility.SEALED
    can = case.status in (Status.RECEIVED, Status.IN_PROGRESS)
    return can and not sealed and case.unit_code != pack.commune.triage_unit
