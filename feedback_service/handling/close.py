"""Ends that are not an answer, and what the citizen may do afterwards."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, ReasonMissing
from feedback_service.handling.joining.following import leave, pass_merged_on, refuse_merged, stand_alone
from feedback_service.handling.joining.links import lead_of
from feedback_service.handling.joining.merging import release
from feedback_service.handling.promises import end_all, local_day, meet_all, start_answer
from feedback_service.handling.together.referring import refer
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Status

REOPEN_DAYS = 15
RATINGS = range(1, 5)  # 1 not satisfied … 4 very satisfied


def refuse_case(
    session: Session, case: Case, officer: Officer, reason: str, pack: Pack, now: datetime
) -> None:
    """Không thụ lý, with the reason that the citizen is told. Raises ReasonMissing, ChangeNotAllowed."""
    require(officer, Action.REFUSE, case)
    require_open(case)
    if not reason.strip():
        raise ReasonMissing
    end_all(case, now)
    change_status(session, case, Status.NOT_ACCEPTED, now, officer, reason=reason.strip())
    case.closed_on = local_day(now, pack)
    tell_citizen(session, case, "not_accepted", pack, now, key=_key(case), reason=reason.strip())
    refuse_merged(session, case, officer, reason.strip(), pack, now)


def withdraw_case(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    """The citizen takes it back. Raises ChangeNotAllowed once it is closed."""
    lead = lead_of(session, case, held=True)
    end_all(case, now)
    change_status(session, case, Status.WITHDRAWN, now)
    case.closed_on = local_day(now, pack)
    tell_citizen(session, case, "withdrawn", pack, now, key=_key(case))
    if lead:
        leave(session, case, lead, now)
    release(session, case, pack, now)


def pass_on(
    session: Session, case: Case, officer: Officer, unit: str, reason: str, pack: Pack, now: datetime
) -> None:
    """A body outside the commune answers for it; handing it over is what our promise was about."""
    meet_all(case, now)
    before, case.unit_code, case.assigned_to, case.closed_on = (
        case.unit_code,
        unit,
        None,
        local_day(now, pack),
    )
    change_status(session, case, Status.PASSED_ON, now, officer, unit=unit, before=before, reason=reason)
    refer(session, case, officer, unit, pack, now)
    tell_citizen(session, case, "passed_on", pack, now, key=_key(case))
    pass_merged_on(session, case, officer, reason, pack, now)


def may_reopen(case: Case, pack: Pack, now: datetime) -> bool:
    return (
        case.status == Status.ANSWERED
        and case.answered_on is not None
        and local_day(now, pack) <= case.answered_on + timedelta(days=REOPEN_DAYS)
    )


def reopen_case(session: Session, case: Case, reason: str, pack: Pack, now: datetime) -> None:
    """Not solved: within 15 days the case goes on, with a new promise and the old one's lateness kept."""
    if not reason.strip():
        raise ReasonMissing
    if not may_reopen(case, pack, now):
        raise ChangeNotAllowed
    change_status(session, case, Status.IN_PROGRESS, now, reason=reason.strip())
    stand_alone(session, case, now)
    case.answered_on = case.closed_on = None
    promise = start_answer(session, case, now, pack)
    key = f"reopened:{case.id}:{case.revision}"
    tell_citizen(session, case, "reopened", pack, now, key=key, due=promise.due_on)


def rate_case(session: Session, case: Case, rating: int, now: datetime) -> None:
    """1 to 4, after an answer; the last word counts. Raises ChangeNotAllowed."""
    if case.status != Status.ANSWERED or rating not in RATINGS:
        raise ChangeNotAllowed
    case.rating = rating
    record(session, case, "rated", now, rating=rating)


def _key(case: Case) -> str:
    return f"closed:{case.id}:{case.revision}"
