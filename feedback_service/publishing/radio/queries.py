"""Reads of the radio's room: the list, one bulletin with what the check says, its sounds and its hours on air."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.bulletins import changed_items
from feedback_service.publishing.radio.ear import Finding, check_bulletin
from feedback_service.publishing.radio.facts import NoSuchBulletin
from feedback_service.publishing.radio.parts import Part, bulletin_hash, read_parts
from feedback_service.publishing.radio.voice import ear_of, pace_of
from feedback_service.records import Broadcast, Bulletin, BulletinSound, Officer
from feedback_service.vocabulary import PaperState

ON_A_PAGE = 30
_FORTNIGHT = timedelta(days=13)


@dataclass(frozen=True, slots=True)
class Line:
    """A bulletin in the list. `broadcasts`: how often it was on the air."""

    bulletin: Bulletin
    author: str
    broadcasts: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One bulletin. `changed`: codes of told results that are no longer as they were. `names` of officers by id."""

    bulletin: Bulletin
    parts: list[Part]
    findings: list[Finding]
    changed: list[str]
    sounds: Sequence[BulletinSound]
    broadcasts: Sequence[Broadcast]
    names: dict[int, str]

    @property
    def is_frozen(self) -> bool:
        return self.bulletin.state == PaperState.APPROVED


def bulletins(session: Session, before: int | None = None) -> list[Line]:
    """Newest first; one more than a page holds."""
    times = (
        select(func.count())
        .where(Broadcast.bulletin_id == Bulletin.id, Broadcast.cancelled_at.is_(None))
        .scalar_subquery()
    )
    asked = select(Bulletin, Officer.name, times).join(Officer, Officer.id == Bulletin.author_id)
    if before is not None:
        asked = asked.where(Bulletin.id < before)
    rows = session.execute(asked.order_by(Bulletin.id.desc()).limit(ON_A_PAGE + 1)).all()
    return [Line(bulletin, author, count) for bulletin, author, count in rows]


def find_bulletin(session: Session, number: int) -> Bulletin:
    """Raises NoSuchBulletin."""
    found = session.get(Bulletin, number) if 0 < number < 2**63 else None
    if found is None:
        raise NoSuchBulletin
    return found


def read_sheet(session: Session, number: int, pack: Pack) -> Sheet:
    """Raises NoSuchBulletin."""
    bulletin = find_bulletin(session, number)
    parts = read_parts(bulletin.parts)
    sounds = session.scalars(
        select(BulletinSound)
        .where(BulletinSound.bulletin_id == bulletin.id, BulletinSound.removed_at.is_(None))
        .order_by(BulletinSound.id)
    ).all()
    aired = session.scalars(
        select(Broadcast).where(Broadcast.bulletin_id == bulletin.id).order_by(Broadcast.at, Broadcast.id)
    ).all()
    people = {bulletin.author_id, bulletin.approver_id or 0}
    people |= {one.officer_id for one in sounds} | {one.officer_id for one in aired}
    return Sheet(
        bulletin=bulletin,
        parts=parts,
        findings=check_bulletin([part.text for part in parts], ear_of(pack), pace_of(pack)),
        changed=changed_items(session, bulletin),
        sounds=sounds,
        broadcasts=aired,
        names=_names(session, people),
    )


def next_period(session: Session, now: datetime, pack: Pack) -> tuple[date, date]:
    """From the day after the last bulletin, at most three months and at least a day; without one two weeks."""
    today = local_day(now, pack)
    last = session.scalar(
        select(func.max(Bulletin.until)).where(Bulletin.state != PaperState.WITHDRAWN, Bulletin.until < today)
    )
    since = last + timedelta(days=1) if last else today - _FORTNIGHT
    return max(since, today - timedelta(days=92)), today


def is_as_approved(bulletin: Bulletin) -> bool:
    """Whether what stands there is what the approver read."""
    return bulletin.content_hash == bulletin_hash(bulletin.title, read_parts(bulletin.parts))


def _names(session: Session, people: set[int]) -> dict[int, str]:
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(people))).all()
    return {number: name for number, name in rows}
