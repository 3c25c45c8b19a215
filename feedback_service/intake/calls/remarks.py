"""What was said of a case on the phone, as a note. Whoever had the caller at the ear may write it, whosever the
case is then: the unit has to know it.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.workflow import record
from feedback_service.records import Case, Note, Officer


def remark(session: Session, case: Case, officer: Officer, text: str, now: datetime) -> None:
    session.add(Note(case_id=case.id, at=now, officer_id=officer.id, text=text.strip()))
    record(session, case, "note", now, officer)
