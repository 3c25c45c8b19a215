"""Words between officers; no citizen ever sees them."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import TextMissing
from feedback_service.handling.workflow import record, require
from feedback_service.records import Case, Note, Officer
from feedback_service.staff.permissions import Action


def add_note(session: Session, case: Case, officer: Officer, text: str, now: datetime) -> Note:
    require(officer, Action.NOTE, case)
    if not text.strip():
        raise TextMissing
    note = Note(case_id=case.id, at=now, officer_id=officer.id, text=text.strip())
    session.add(note)
    record(session, case, "note", now, officer)
    return note
