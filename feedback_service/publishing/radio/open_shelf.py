"""Bulletins as the public may have them: approved, unchanged since, and telling only what is still public as told."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.publishing.radio.bulletins import changed_items
from feedback_service.publishing.radio.facts import NoSuchBulletin
from feedback_service.publishing.radio.parts import Part, read_parts
from feedback_service.publishing.radio.queries import is_as_approved
from feedback_service.records import Bulletin, BulletinSound, PublicText
from feedback_service.vocabulary import PaperState

SHOWN = 30


@dataclass(frozen=True, slots=True)
class OpenBulletin:
    """`codes` of results that have a page of their own."""

    bulletin: Bulletin
    parts: list[Part]
    sounds: Sequence[BulletinSound]


def open_bulletins(session: Session) -> list[Bulletin]:
    """The newest, without those that tell something that was corrected or taken back since."""
    asked = select(Bulletin).where(Bulletin.state == PaperState.APPROVED)
    newest = session.scalars(asked.order_by(Bulletin.year.desc(), Bulletin.number.desc()).limit(SHOWN)).all()
    return [one for one in newest if is_as_approved(one) and not changed_items(session, one)]


def open_bulletin(session: Session, year: int, number: int) -> OpenBulletin:
    """Raises NoSuchBulletin."""
    found = _approved(session, year, number)
    if found is None or not is_as_approved(found) or changed_items(session, found):
        raise NoSuchBulletin
    sounds = session.scalars(
        select(BulletinSound)
        .where(BulletinSound.bulletin_id == found.id, BulletinSound.removed_at.is_(None))
        .order_by(BulletinSound.id)
    ).all()
    return OpenBulletin(found, read_parts(found.parts), sounds)


def open_sound(session: Session, year: int, number: int, sound: int) -> BulletinSound | None:
    return next((one for one in open_bulletin(session, year, number).sounds if one.id == sound), None)


def shelf_mark(session: Session) -> tuple[object, ...]:
    """Changes with every approval, withdrawal and every public text that is touched."""
    bulletins = session.execute(
        select(func.count(), func.max(Bulletin.approved_at), func.sum(Bulletin.revision))
    ).one()
    return (*bulletins, session.scalar(select(func.max(PublicText.changed_at))))


def _approved(session: Session, year: int, number: int) -> Bulletin | None:
    if not (0 < year < 10_000 and 0 < number < 2**31):
        return None
    return session.scalars(
        select(Bulletin).where(
            Bulletin.year == year, Bulletin.number == number, Bulletin.state == PaperState.APPROVED
        )
    ).one_or_none()
