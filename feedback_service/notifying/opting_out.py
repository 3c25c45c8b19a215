"""Who does not want notices any more (`HUY`). Of notices only: what a citizen sends is always taken in and
receipted.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.records import Contact, keyring


def stop_notices(session: Session, phone: str, now: datetime) -> None:
    """For every case of this phone (E.164), and for those that it opens later."""
    _of_phone(session, phone, now)


def resume_notices(session: Session, phone: str) -> None:
    _of_phone(session, phone, None)


def has_opted_out(session: Session, contact: Contact) -> bool:
    """The newest word of a phone counts for all its cases: a later case carries none of its own."""
    if contact.opted_out_at:
        return True
    stopped = select(Contact.id).where(
        Contact.phone_fingerprint == contact.phone_fingerprint, Contact.opted_out_at.is_not(None)
    )
    return contact.phone_fingerprint is not None and session.execute(stopped.limit(1)).first() is not None


def _of_phone(session: Session, phone: str, moment: datetime | None) -> None:
    session.execute(
        update(Contact)
        .where(Contact.phone_fingerprint == keyring.fingerprint(phone))
        .values(opted_out_at=moment)
    )
