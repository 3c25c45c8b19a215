"""What a phone on duty answers: OK, OK 12, NHAN, DA NHAN. From any other phone these are ordinary words."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.danger.taking import take_on
from feedback_service.notifying.duty_phones import duty_phone_of
from feedback_service.notifying.tell import reply_by_sms
from feedback_service.pack.current import current_pack
from feedback_service.records import Alarm, Case, DutyPhone
from feedback_service.vocabulary import AlarmKind, Visibility

_YES = re.compile(
    r"\W*(?:o+k+(?:e|ey|i|ie|ay|la)?|o ?ke|(?:da |toi |minh )?nhan(?: viec| duoc| roi)*)"
    r"(?:[\s,.:#\-]*(?:so|viec)?[\s.:#\-]*(\d{1,9}))?\W*"
)
_ASKED_ABOUT = timedelta(days=1)  # "OK 12" to what somebody else took, or what is closed by now
_MOST_NAMED = 3


def duty_reply(session: Session, sender: str, body: str, now: datetime) -> bool:
    """Whether `body` was a duty phone's answer to an alarm, and has been seen to. `sender` as the network shows it."""
    said = _YES.fullmatch(fold(body))
    phone = duty_phone_of(session, sender) if said else None
    if said is None or phone is None:
        return False
    number = int(said[1]) if said[1] else 0
    waiting = _waiting(session)
    alarm = _meant(session, waiting, number, now)
    if alarm is None and not waiting:
        return False
    if alarm is None:
        _ask_which(session, phone, waiting, now)
    elif alarm.acknowledged_at or alarm.ended_at:
        _say_who(session, phone, alarm, now)
    else:
        _take(session, phone, alarm, now)
    return True


def _waiting(session: Session) -> Sequence[Alarm]:
    """Alarms that nobody has answered, the newest first."""
    wanted = select(Alarm).where(
        Alarm.key > "",
        Alarm.ended_at.is_(None),
        Alarm.kind == AlarmKind.DANGER,
        Alarm.acknowledged_at.is_(None),
    )
    return session.scalars(wanted.where(Alarm.head_id.is_(None)).order_by(Alarm.id.desc())).all()


def _meant(session: Session, waiting: Sequence[Alarm], number: int, now: datetime) -> Alarm | None:
    """The one with this number, or the only one. A bare OK to several says of none that it is looked after."""
    if not number:
        return waiting[0] if len(waiting) == 1 else None
    named = session.get(Alarm, number)
    known = named is not None and named.kind == AlarmKind.DANGER and named.raised_at > now - _ASKED_ABOUT
    return named if known else None


def _take(session: Session, phone: DutyPhone, alarm: Alarm, now: datetime) -> None:
    take_on(session, alarm, phone.name, now)
    case = session.get_one(Case, alarm.case_id)
    code = "" if case.visibility == Visibility.SEALED else case.code
    _reply(session, phone, "duty_noted", f"{alarm.id}", now, number=alarm.id, code=code)


def _say_who(session: Session, phone: DutyPhone, alarm: Alarm, now: datetime) -> None:
    who, at = alarm.acknowledged_by, alarm.acknowledged_at or alarm.ended_at
    _reply(session, phone, "duty_taken", f"{alarm.id}:taken", now, number=alarm.id, who=who[:40], at=at)


def _ask_which(session: Session, phone: DutyPhone, waiting: Sequence[Alarm], now: datetime) -> None:
    numbers = [alarm.id for alarm in waiting]
    about = f"which:{'.'.join(map(str, numbers[:_MOST_NAMED]))}"
    _reply(session, phone, "duty_which", about, now, count=len(numbers), numbers=numbers[:_MOST_NAMED])


def _reply(
    session: Session, phone: DutyPhone, template: str, about: str, now: datetime, **values: Any
) -> None:
    """The same again writes nothing: two phones that answer each other stop here."""
    key = f"duty-reply:{about}:{phone.id}"[:100]
    reply_by_sms(session, phone.phone, template, current_pack(session), now, key, urgent=True, **values)
