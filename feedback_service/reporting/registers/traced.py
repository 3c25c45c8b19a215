"""That somebody took a book away: who, which, how many rows. The rows themselves are in the book, not in the trace."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.records import Officer
from feedback_service.records.audit import note_deed
from feedback_service.reporting.registers.register import Register


def note_export(session: Session, register: Register, officer: Officer, now: datetime) -> None:
    """In the transaction of the request: no trace, no file."""
    asked = register.asked
    days = {
        "first": asked.first.isoformat(),
        "last": asked.last.isoformat(),
        "as_of": asked.as_of.isoformat(),
    }
    subject = f"register:{asked.book.value}"
    note_deed(session, "register:taken", subject, now, officer, rows=len(register.rows), **days)
