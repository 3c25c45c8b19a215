"""The versions that the pack has had. Never changed: a correction is a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from feedback_service.records import PackVersion

VERSIONS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    loaded_at: datetime
    author: str
    reason: str


def pack_versions(session: Session, before: int = 0) -> Sequence[VersionLine]:
    """Newest first; the first is the one in force. `before` (a number): those that are older. No document is read."""
    rows = session.execute(
        select(PackVersion.id, PackVersion.loaded_at, PackVersion.author, PackVersion.reason)
        .where(PackVersion.id < before if before else true())
        .order_by(PackVersion.id.desc())
        .limit(VERSIONS_SHOWN)
    ).all()
    return [VersionLine(*row) for row in rows]
