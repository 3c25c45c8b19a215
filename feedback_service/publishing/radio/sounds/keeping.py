"""The sounds of an approved bulletin: taken in, and taken away again. The file stays until nothing names it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.errors import NotYours
from feedback_service.pack.model import Pack
from feedback_service.publishing.radio.bulletins import WRITERS
from feedback_service.publishing.radio.facts import SoundRefused, other_step
from feedback_service.publishing.radio.queries import is_as_approved
from feedback_service.publishing.radio.sounds.kinds import MOST_BYTES, kind_of_sound, seconds_of
from feedback_service.publishing.radio.voice import radio_of
from feedback_service.records import Bulletin, BulletinSound, Officer
from feedback_service.vocabulary import PaperState


def store_sound(content: bytes) -> tuple[str, str]:
    """Before the transaction: (sha256, media type). Raises SoundRefused."""
    media_type = kind_of_sound(content) if 0 < len(content) <= MOST_BYTES else None
    if media_type is None:
        raise SoundRefused
    return files.put(content), media_type


def add_sound(
    session: Session,
    bulletin: Bulletin,
    officer: Officer,
    content: bytes,
    stored: tuple[str, str],
    language: str,
    pack: Pack,
    now: datetime,
    *,
    by_machine: bool = False,
) -> BulletinSound:
    """What is read aloud is what was approved. The same file in the same language again is the one that is there.

    Raises NotYours, ChangeNotAllowed, SoundRefused for a language that the commune does not name.
    """
    if officer.role not in WRITERS:
        raise NotYours
    if bulletin.state != PaperState.APPROVED or not is_as_approved(bulletin):
        raise other_step()
    if language not in radio_of(pack).language_names:
        raise SoundRefused
    sha256, media_type = stored
    there = session.scalars(
        select(BulletinSound).where(
            BulletinSound.bulletin_id == bulletin.id,
            BulletinSound.sha256 == sha256,
            BulletinSound.language == language,
            BulletinSound.removed_at.is_(None),
        )
    ).first()
    if there:
        return there
    made = BulletinSound(
        bulletin_id=bulletin.id,
        language=language,
        sha256=sha256,
        media_type=media_type,
        size=len(content),
        seconds=seconds_of(content, media_type),
        by_machine=by_machine,
        officer_id=officer.id,
        added_at=now,
    )
    session.add(made)
    return made


def remove_sound(sound: BulletinSound, officer: Officer, now: datetime) -> None:
    """Gone from the page and the package at once."""
    if officer.role not in WRITERS:
        raise NotYours
    if sound.removed_at is not None:
        raise other_step()
    sound.removed_at = now
