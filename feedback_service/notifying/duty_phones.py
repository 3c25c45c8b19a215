"""The phones that are woken when a life may depend on it, in the order of the list."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from feedback_service.notifying.reach import mobile_of
from feedback_service.records import DutyPhone, keyring


def duty_phones(session: Session) -> Sequence[DutyPhone]:
    return session.scalars(select(DutyPhone).order_by(DutyPhone.position, DutyPhone.id)).all()


def nobody_on_duty(session: Session) -> bool:
    return not session.scalar(select(exists(select(DutyPhone.id))))


def duty_phone_of(session: Session, sender: str) -> DutyPhone | None:
    """`sender` as a network shows it."""
    phone = mobile_of(sender)
    if not phone:
        return None
    wanted = select(DutyPhone).where(DutyPhone.fingerprint == keyring.fingerprint(phone))
    return session.scalars(wanted).one_or_none()
