"""The versions that the pack has had. Never changed: a correction is a new version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import PackVersion

VERSIONS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class VersionLine:
    number: int
    loaded_at: datetime
    author: str
    reason: str


def pack_versions(session: Session) -> Sequence[VersionLine]:
    """Newest first; the first is the one in force. The documents themselves are not read."""
    rows = session.execute(
        select(PackVersion.id, PackVersion.loaded_at, PackVersion.author, PackVersion.reason)
        .order_by(PackVersion.id.desc())
        .limit(VERSIONS_SHOWN)
    ).all()
    return [VersionLine(*row) for row in rows]
