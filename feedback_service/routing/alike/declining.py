"""An officer says that two cases are not the same matter: they are not offered to each other again."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.workflow import record, require
from feedback_service.records import Case, Event, Officer
from feedback_service.routing.alike.finding import NOT_ALIKE, refused_for
from feedback_service.staff.permissions import Action


def decline_likeness(session: Session, case: Case, other: Case, officer: Officer, now: datetime) -> None:
    """An event of both, by ids: who may not know of the other case learns no code. Raises NotYours."""
    require(officer, Action.CONFIRM, case)
    if other.id == case.id or other.id in refused_for(session, case):
        return
    record(session, case, NOT_ALIKE, now, officer, other=other.id)
    session.add(  # not by `record`: nobody has read that case
        Event(case_id=other.id, at=now, officer_id=officer.id, action=NOT_ALIKE, details={"other": case.id})
    )
