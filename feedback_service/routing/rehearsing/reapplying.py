"""`flask load-pack` where rules were changed on screen: the files are the base, what was switched on stays.

Files that have not changed since they were last loaded change nothing. Where they have, they are loaded and the
changes from the screen are put on top again, in their order; what no longer fits is told and not applied. Going
back to an earlier version takes back the changes that came after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.current import store_pack
from feedback_service.pack.document import to_document
from feedback_service.pack.kept import hash_of
from feedback_service.pack.model import Pack
from feedback_service.records import PackVersion, Rehearsal
from feedback_service.routing.rehearsing.changes import (
    Change,
    ChangeDoesNotFit,
    Op,
    apply_change,
    from_document,
)
from feedback_service.vocabulary import RehearsalState

FILES = "flask load-pack"


@dataclass(slots=True)
class Loaded:
    """`version` None: nothing changed. `kept`: changes from the screen on top of the files; `lost`: no longer fit."""

    pack: Pack
    version: PackVersion | None = None
    kept: list[Rehearsal] = field(default_factory=list)
    lost: list[Rehearsal] = field(default_factory=list)


def load_from_files(session: Session, files: Pack, now: datetime) -> Loaded:
    """Makes the files, with the screen's changes, the pack in force. Once more: nothing happens."""
    files_hash = hash_of(to_document(files))
    newest = session.scalars(select(PackVersion).order_by(PackVersion.id.desc()).limit(1)).one_or_none()
    if newest is not None and files_hash == (newest.files_hash or newest.content_hash):
        return Loaded(files)
    loaded = Loaded(files)
    for row in _in_force(session):
        try:
            loaded.pack = apply_change(from_document(row.change), loaded.pack)
            loaded.kept.append(row)
        except ChangeDoesNotFit:
            loaded.lost.append(row)
    reason = "" if not loaded.kept else "+ " + ", ".join(f"#{row.id}" for row in loaded.kept)
    loaded.version = store_pack(session, loaded.pack, FILES, now, reason, files_hash=files_hash)
    return loaded


def _in_force(session: Session) -> Sequence[Rehearsal]:
    """Switched on and not taken back by a later going back, in the order in which they were."""
    switched = select(Rehearsal).where(Rehearsal.state == RehearsalState.SWITCHED_ON)
    rows = sorted(session.scalars(switched), key=_made)
    stays: list[Rehearsal] = []
    for row in rows:
        change: Change = from_document(row.change)
        if change.op is Op.BACK:
            stays = [one for one in stays if _made(one) <= change.version]
        else:
            stays.append(row)
    return stays


def _made(row: Rehearsal) -> int:
    """The number of the version that it made."""
    return int(row.result["version"])
