"""Ends that are not an answer. What follows an answer: handling/rating."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import ReasonMissing
from feedback_service.handling.ending import note_end
from feedback_service.handling.joining.following import leave, pass_merged_on, refuse_merged
from feedback_service.handling.joining.links import lead_of
from feedback_service.handling.joining.merging import release
from feedback_service.handling.promises import end_all, meet_all
from feedback_service.handling.together.referring import refer
from feedback_service.handling.workflow import change_status, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Status


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
    note_end(case, pack, now)
    tell_citizen(session, case, "not_accepted", pack, now, key=_key(case), reason=reason.strip())
    refuse_merged(session, case, officer, reason.strip(), pack, now)


def withdraw_case(session: Session, case: Case, pack: Pack, now: datetime) -> None:
    """The citizen takes it back. Raises ChangeNotAllowed once it is closed."""
    lead = lead_of(session, case, held=True)
    end_all(case, now)
    change_status(session, case, Status.WITHDRAWN, now)
    note_end(case, pack, now)
    tell_citizen(session, case, "withdrawn", pack, now, key=_key(case))
    if lead:
        leave(session, case, lead, now)
    release(session, case, pack, now)


def pass_on(
    session: Session, case: Case, officer: Officer, unit: str, reason: str, pack: Pack, now: datetime
) -> None:
    """A body outside the commune answers for it; handing it over is what our promise was about."""
    meet_all(case, now)
    before, case.unit_code, case.assigned_to = case.unit_code, unit, None
    note_end(case, pack, now)
    change_status(session, case, Status.PASSED_ON, now, officer, unit=unit, before=before, reason=reason)
    refer(session, case, officer, unit, pack, now)
    tell_citizen(session, case, "passed_on", pack, now, key=_key(case))
    pass_merged_on(session, case, officer, reason, pack, now)


def _key(case: Case) -> str:
    return f"closed:{case.id}:{case.revision}"
