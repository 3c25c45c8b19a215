"""Who does not want notices any more (`HUY`). Of notices only: what a citizen sends is always taken in and
receipted.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.records import Contact, Phone, keyring
from feedback_service.records.new_rows import insert_into


def stop_notices(session: Session, phone: str, now: datetime) -> None:
    """For every case of this phone (E.164), for those that it opens later, and where it has none yet."""
    note_phone(session, phone, opted_out_at=now)


def resume_notices(session: Session, phone: str) -> None:
    session.execute(
        update(Phone).where(Phone.fingerprint == keyring.fingerprint(phone)).values(opted_out_at=None)
    )


def has_opted_out(session: Session, contact: Contact) -> bool:
    wishes = select(Phone.opted_out_at).where(Phone.fingerprint == contact.phone_fingerprint)
    return contact.phone_fingerprint is not None and session.scalar(wishes) is not None


def wants_no_notices(session: Session, fingerprint: str) -> bool:
    """Of a phone that need not be anybody's contact."""
    wishes = select(Phone.opted_out_at).where(Phone.fingerprint == fingerprint)
    return session.scalar(wishes) is not None


def note_phone(session: Session, phone: str, **known: datetime) -> None:
    """Writes down what is known of a number from now on: `opted_out_at`, `unreachable_at`."""
    session.execute(
        insert_into(session, Phone)
        .values(fingerprint=keyring.fingerprint(phone), **known)
        .on_conflict_do_update(index_elements=["fingerprint"], set_=known)
    )
