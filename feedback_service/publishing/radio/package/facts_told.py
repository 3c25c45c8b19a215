"""An approved bulletin with all that its package says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.language import local
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.facts import other_step
from feedback_service.publishing.radio.parts import Part, read_parts
from feedback_service.publishing.radio.queries import is_as_approved
from feedback_service.records import Bulletin, Officer
from feedback_service.staff.audit.roots import month_root
from feedback_service.vocabulary import PaperState


@dataclass(frozen=True, slots=True)
class Told:
    """Days as 2026-04-05. `root`: the log's root of the month before the approval, "" where there was no log yet."""

    name: str
    title: str
    since: str
    until: str
    on_air: str
    parts: Sequence[Part]
    seconds: int
    author: str
    approver: str
    approved: str  # for people
    approved_at: str  # for machines
    content_hash: str
    root: str
    root_month: str


def told_of(session: Session, bulletin: Bulletin, pack: Pack) -> Told:
    """Raises ChangeNotAllowed for what is not approved, or no longer what was."""
    if bulletin.state != PaperState.APPROVED or not is_as_approved(bulletin) or bulletin.approved_at is None:
        raise other_step()
    before = local_day(bulletin.approved_at, pack).replace(day=1) - timedelta(days=1)
    author, approver = session.get(Officer, bulletin.author_id), session.get(Officer, bulletin.approver_id)
    return Told(
        name=name_of(bulletin),
        title=bulletin.title,
        since=bulletin.since.isoformat(),
        until=bulletin.until.isoformat(),
        on_air=(bulletin.on_air_on or bulletin.until).isoformat(),
        parts=read_parts(bulletin.parts),
        seconds=bulletin.seconds,
        author=author.name if author else "",
        approver=approver.name if approver else "",
        approved=f"{local(bulletin.approved_at):%Hh%M ngày %d/%m/%Y}",
        approved_at=bulletin.approved_at.isoformat(timespec="seconds"),
        content_hash=bulletin.content_hash,
        root=month_root(session, before),
        root_month=f"{before:%m/%Y}",
    )


def name_of(bulletin: Bulletin) -> str:
    """ "2026-04": of the year its fourth."""
    return f"{bulletin.year}-{bulletin.number:02d}"
