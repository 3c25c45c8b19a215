"""Pictures that an officer adds to a case: as it was before, and as it is now."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import TextMissing
from feedback_service.handling.workflow import record, require
from feedback_service.intake.submission import StoredFile
from feedback_service.records import Attachment, Case, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import EvidenceRole


def add_evidence(
    session: Session,
    case: Case,
    officer: Officer,
    files: Iterable[StoredFile],
    role: EvidenceRole,
    now: datetime,
) -> int:
    """Adds the files. One that the case has already is given the role; one that is sealed stays as it is.

    Returns how many. Raises TextMissing where there is none.
    """
    require(officer, Action.NOTE, case)
    given = list(files)
    if not given:
        raise TextMissing
    known = {
        file.sha256: file for file in session.scalars(select(Attachment).where(Attachment.case_id == case.id))
    }
    for file in given:
        if file.sha256 in known:
            known[file.sha256].role = role
        else:
            session.add(_row(case, officer, file, role, now))
    record(session, case, "evidence_added", now, officer, role=role.value, count=len(given))
    return len(given)


def _row(case: Case, officer: Officer, file: StoredFile, role: EvidenceRole, now: datetime) -> Attachment:
    return Attachment(
        case_id=case.id,
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        added_at=now,
        officer_id=officer.id,
        role=role,
    )
