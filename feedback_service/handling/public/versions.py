"""What stood before the public, version by version. A version is never changed; a correction is the next one.

Luật Tiếp cận thông tin 2016 Điều 22: information that was given out wrong is corrected, and the correction said.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import content_hash, shown_photos
from feedback_service.records import PublicText, PublicVersion


def current_version(session: Session, public_text_id: int) -> PublicVersion | None:
    """The one that stands; None for a text that is not out, or was published before versions were kept."""
    standing = select(PublicVersion).where(
        PublicVersion.public_text_id == public_text_id, PublicVersion.ended_at.is_(None)
    )
    return session.scalars(standing).one_or_none()


def versions_of(session: Session, public_text_id: int) -> Sequence[PublicVersion]:
    """Oldest first."""
    kept = select(PublicVersion).where(PublicVersion.public_text_id == public_text_id)
    return session.scalars(kept.order_by(PublicVersion.number)).all()


def let_out(session: Session, text: PublicText, note: str, now: datetime) -> PublicVersion:
    """Freezes the text as it is now; the version that stood ends. `note`: what was put right, "" for a first one."""
    end_version(session, text, now)
    text.content_hash = content_hash(text.title, text.summary, text.answer, shown_photos(text))
    text.changed_at, text.correction = now, note
    last = session.scalar(
        select(func.max(PublicVersion.number)).where(PublicVersion.public_text_id == text.id)
    )
    version = PublicVersion(
        public_text_id=text.id,
        number=(last or 0) + 1,
        title=text.title,
        summary=text.summary,
        answer=text.answer,
        photos=text.photos or {},
        note=note,
        content_hash=text.content_hash,
        author_id=text.author_id,
        approver_id=text.approver_id or text.author_id,
        published_at=now,
    )
    session.add(version)
    session.flush()
    return version


def keep_what_stands(session: Session, text: PublicText) -> None:
    """Before a change of a text that is out: one that was let out without a version gets the one it stood as."""
    if text.published_at is None or current_version(session, text.id):
        return
    changed_at, correction = text.changed_at, text.correction
    let_out(session, text, "", text.published_at)
    text.changed_at, text.correction = changed_at, correction


def end_version(session: Session, text: PublicText, now: datetime) -> None:
    standing = current_version(session, text.id)
    if standing:
        standing.ended_at = now
        session.flush()
