"""Words between officers; no citizen ever sees them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import TextMissing
from feedback_service.handling.workflow import record, require
from feedback_service.handling.writing.mentions import called_by_name, mention
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Note, Officer
from feedback_service.staff.permissions import Action


def add_note(
    session: Session,
    case: Case,
    officer: Officer,
    text: str,
    now: datetime,
    pack: Pack | None = None,
    chosen: Iterable[int] = (),
) -> Note:
    """Keeps a note. Whoever it calls ("@Tên", or by `chosen`, ids of officers) is told, where a `pack` is given.

    Raises TextMissing, and MayNotSee for a colleague who may not see the case: then nothing is kept.
    """
    require(officer, Action.NOTE, case)
    if not text.strip():
        raise TextMissing
    called = called_by_name(session, case, text, chosen) if pack else []
    note = Note(case_id=case.id, at=now, officer_id=officer.id, text=_with_names(text.strip(), called))
    session.add(note)
    session.flush()
    for colleague in called:
        mention(session, case, note, officer, colleague, pack, now)
    record(session, case, "note", now, officer)
    return note


def _with_names(text: str, called: Iterable[Officer]) -> str:
    """Who was chosen from the list stands in the text as well."""
    missing = [f"@{one.name}" for one in called if f"@{one.name}".casefold() not in text.casefold()]
    return " ".join([*missing, text])
