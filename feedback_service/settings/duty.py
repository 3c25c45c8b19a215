"""The phones on duty: who is woken when a life may depend on it, in which order, and whether a text gets there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.notifying.duty_phones import duty_phones
from feedback_service.notifying.reach import mobile_of
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.model import Pack
from feedback_service.records import DutyPhone, Notification, keyring

TEST = "duty_test"


class NotAMobile(Fact):
    status = 422
    said = _l("Số này không phải số di động, ví dụ 0905 123 456.")


class AlreadyOnDuty(Fact):
    said = _l("Số này đã có trong danh sách trực.")


class NoSuchPhone(Fact):
    status = 404
    said = _l("Không tìm thấy số trực này.")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """`number` is covered but for its end. `tested`: the last trial, None where there was none."""

    id: int
    name: str
    number: str
    tested: Notification | None


def duty_list(session: Session) -> list[DutyLine]:
    """A handful of phones, so one look for each."""
    return [
        DutyLine(phone.id, phone.name, _covered(phone.phone), _last_test(session, phone))
        for phone in duty_phones(session)
    ]


def add_phone(session: Session, name: str, number: str) -> DutyPhone:
    """At the end of the list. Raises NotAMobile, AlreadyOnDuty."""
    phone = mobile_of(number)
    if not phone:
        raise NotAMobile
    fingerprint = keyring.fingerprint(phone)
    if session.scalar(select(DutyPhone.id).where(DutyPhone.fingerprint == fingerprint)):
        raise AlreadyOnDuty
    last = session.scalar(select(func.max(DutyPhone.position)))
    place = 0 if last is None else last + 1
    row = DutyPhone(name=name.strip(), phone=phone, fingerprint=fingerprint, position=place)
    session.add(row)
    session.flush()
    return row


def move_phone(session: Session, number: int, up: bool) -> None:
    """One place; at the end of the list nothing happens. Raises NoSuchPhone."""
    phones, found = list(duty_phones(session)), _phone(session, number)
    place = phones.index(found)
    phones.insert(max(place - 1, 0) if up else place + 1, phones.pop(place))
    _number_anew(phones)


def remove_phone(session: Session, number: int) -> str:
    """Whose it was. Raises NoSuchPhone."""
    phone = _phone(session, number)
    session.delete(phone)
    session.flush()
    _number_anew(duty_phones(session))
    return phone.name


def try_phone(session: Session, number: int, pack: Pack, now: datetime) -> str:
    """Writes a trial, to be sent at once, also by night: whoever presses wants to know now. Raises NoSuchPhone."""
    phone = _phone(session, number)
    key = f"duty-test:{phone.id}:{now:%Y%m%d%H%M}"  # pressing twice sends once a minute
    reply_by_sms(session, phone.phone, TEST, pack, now, key, urgent=True, name=phone.name[:30])
    return phone.name


def _number_anew(phones: Sequence[DutyPhone]) -> None:
    for place, phone in enumerate(phones):
        phone.position = place


def _phone(session: Session, number: int) -> DutyPhone:
    phone = session.get(DutyPhone, number)
    if phone is None:
        raise NoSuchPhone
    return phone


def _covered(phone: str) -> str:
    local = f"0{phone.removeprefix('+84')}"
    return f"{local[:4]} ••• {local[-3:]}"


def _last_test(session: Session, phone: DutyPhone) -> Notification | None:
    sent = select(Notification).where(
        Notification.recipient_fingerprint == phone.fingerprint, Notification.template == TEST
    )
    return session.scalars(sent.order_by(Notification.created_at.desc()).limit(1)).one_or_none()
