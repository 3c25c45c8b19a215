"""Taking something back from the public at once, and the line of the public ledger that says so.

It stands here because more than one room takes back: the publishing desk, whoever seals a case or paints over a
picture, and the clock that lets files go.
"""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from feedback_service.handling.public.filter import shown_photos
from feedback_service.handling.public.versions import end_version, keep_what_stands, let_out
from feedback_service.handling.workflow import record
from feedback_service.records import (
    Attachment,
    Case,
    Officer,
    PublicCorrection,
    PublicPhoto,
    PublicText,
    Removal,
)
from feedback_service.vocabulary import Publication, RemovalReason, Removed

PICTURE_GONE = "Đã gỡ một ảnh."  # told to the readers, in the language of the texts


def write_removal(
    session: Session,
    text: PublicText,
    what: Removed,
    why: RemovalReason,
    reason: str,
    officer: Officer | None,
    now: datetime,
) -> None:
    """`reason` is shown to all; `officer` None where nobody decided: a time was over."""
    session.add(
        Removal(
            at=now,
            public_text_id=text.id,
            what=what,
            why=why,
            reason=reason,
            kind=text.kind,
            role=officer.role if officer else None,
            officer_id=officer.id if officer else None,
        )
    )


def take_text_back(
    session: Session, case: Case, why: RemovalReason, reason: str, officer: Officer | None, now: datetime
) -> bool:
    """From every page at once. False, and nothing done, where no text of the case is out."""
    text = session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one_or_none()
    if text is None or text.state != Publication.PUBLISHED:
        return False
    end_version(session, text, now)
    session.execute(delete(PublicCorrection).where(PublicCorrection.public_text_id == text.id))
    text.state = case.publication = Publication.WITHDRAWN
    text.reason, text.changed_at = reason, now
    write_removal(session, text, Removed.TEXT, why, reason, officer, now)
    record(session, case, f"publication:{Publication.WITHDRAWN}", now, officer, reason=reason, why=why.value)
    return True


def take_back_what_is_sealed(session: Session, case: Case, officer: Officer | None, now: datetime) -> None:
    """The ledger says no more than "another reason": nobody may learn from it that a case was sealed."""
    take_text_back(session, case, RemovalReason.OTHER, "", officer, now)


def take_picture_back(
    session: Session,
    picture: Attachment,
    why: RemovalReason,
    reason: str,
    officer: Officer | None,
    now: datetime,
) -> int:
    """Out of every public text and draft that has it. Returns how many texts showed it to the public."""
    rows = session.scalars(select(PublicPhoto).where(PublicPhoto.attachment_id == picture.id)).all()
    return sum(_take_out(session, row, why, reason, officer, now) for row in rows)


def _take_out(
    session: Session,
    row: PublicPhoto,
    why: RemovalReason,
    reason: str,
    officer: Officer | None,
    now: datetime,
) -> bool:
    text = session.get_one(PublicText, row.public_text_id)
    left = [photo for photo in shown_photos(text) if photo["sha256"] != row.sha256]
    was_frozen = len(left) < len(shown_photos(text))
    if was_frozen and text.state == Publication.PUBLISHED:
        keep_what_stands(session, text)
    session.delete(row)
    flag_modified(text, "author_id")  # whoever is about to approve has to read it again
    if was_frozen:
        text.photos = {"shown": left} if left else {}
    out = was_frozen and text.state == Publication.PUBLISHED
    if out:
        let_out(session, text, PICTURE_GONE, now)
        write_removal(session, text, Removed.PHOTO, why, reason, officer, now)
    return out
