"""Wakes the phones on duty, and goes on every five minutes while nobody answers. No verb commits."""

import re
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.handling.danger.grouping import others_under
from feedback_service.handling.danger.rounds import EVERY, whom_to_tell
from feedback_service.handling.workflow import record
from feedback_service.notifying.duty_phones import duty_phones
from feedback_service.notifying.tell import mail_officer, reply_by_sms
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Case, DutyPhone, Job, Officer
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import Role, Visibility

_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-]?\d){6,}")  # a phone or identity number within a place
_PLACE, _WORDS, _UNIT = 34, 36, 20  # letters; with the rest of the sentence 160


def tell_next(session: Session, alarm: Alarm, case: Case, pack: Pack, now: datetime) -> None:
    """The next on the list, all of them, or in the end the leaders."""
    phones = duty_phones(session)
    chosen = whom_to_tell(alarm.step, len(phones))
    if chosen is None:
        _tell_leaders(session, alarm, case, pack, now)
        return
    told = [phones[place] for place in chosen]
    for phone in told:
        key = f"duty:{alarm.id}:{alarm.step}:{phone.id}"
        _wake(session, phone, alarm, case, pack, now, key)
    again = alarm.step >= len(phones)
    place = 0 if again else alarm.step + 1
    record(session, case, "duty_told", now, names=[phone.name for phone in told], place=place)
    alarm.step, alarm.next_step_at = alarm.step + 1, now + EVERY
    session.flush()
    _come_back(session, alarm)


def escalate_danger(session: Session, alarm_id: int, step: int, now: datetime) -> None:
    """The job of `tell_next`: nothing where somebody has answered, or another worker has told them."""
    wanted = select(Alarm).where(Alarm.id == alarm_id).with_for_update()
    alarm = session.scalars(wanted, execution_options={"populate_existing": True}).one_or_none()
    if alarm is None or alarm.ended_at or alarm.acknowledged_at or alarm.step != step:
        return
    case = session.get_one(Case, alarm.case_id)
    tell_next(session, alarm, case, current_pack(session), now)


def tell_of_more(session: Session, head: Alarm, case: Case, pack: Pack, now: datetime) -> None:
    """Somebody looks after it already; that many more say the same is worth a few words, and not fifty."""
    more, phones = others_under(session, head), duty_phones(session)
    if not phones or head.acknowledged_at is None or more not in {1, 5, 25, 125, 625}:
        return
    values: dict[str, Any] = {"number": head.id, "more": more, "code": case.code, **_said(case, pack)}
    key = f"duty:{head.id}:more:{more}"
    reply_by_sms(session, phones[0].phone, "duty_more", pack, now, key, urgent=True, **values)


def desk_address(case: Case) -> str:
    config: Config = current_app.config["SERVICE"]
    return f"{config.public_base_url}/can-bo/ho-so/{case.code}"


def _wake(
    session: Session, phone: DutyPhone, alarm: Alarm, case: Case, pack: Pack, now: datetime, key: str
) -> None:
    """Of what is sealed not even the code: the phone may lie on anybody's table."""
    if case.visibility == Visibility.SEALED:
        reply_by_sms(session, phone.phone, "duty_sealed", pack, now, key, urgent=True, number=alarm.id)
        return
    values: dict[str, Any] = {"number": alarm.id, "code": case.code, "more": others_under(session, alarm)}
    unit = _short_unit(case, pack)
    reply_by_sms(
        session,
        phone.phone,
        "duty_alarm",
        pack,
        now,
        key,
        urgent=True,
        unit=unit,
        **values,
        **_said(case, pack),
    )


def _said(case: Case, pack: Pack) -> dict[str, Any]:
    """Where it is and what was said, without anything that could say who did."""
    area = pack.area_by_code.get(case.area_code)
    where = ", ".join(part for part in (area.name.vi if area else "", case.place) if part)
    return {
        "place": _cut(_LONG_NUMBER.sub("", where), _PLACE),
        "words": _cut(case.why.replace("“", "").replace("”", ""), _WORDS),
    }


def _cut(words: str, most: int) -> str:
    plain = " ".join(words.split()).strip(" .,")
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0].rstrip(" .,")


def _short_unit(case: Case, pack: Pack) -> str:
    unit = pack.unit_by_code.get(case.unit_code)
    return _cut(unit.short.vi, _UNIT) if unit else ""


def _tell_leaders(session: Session, alarm: Alarm, case: Case, pack: Pack, now: datetime) -> None:
    """Once. The alarm stays red on their desks."""
    leaders = session.scalars(
        select(Officer).where(Officer.role == Role.LEADER, Officer.active, Officer.demo.is_(False))
    ).all()
    sealed = case.visibility == Visibility.SEALED
    said = {"place": "", "words": ""} if sealed else _said(case, pack)
    values = {"code": case.code, "desk": desk_address(case), "since": alarm.raised_at, **said}
    for leader in leaders:
        key = f"duty:{alarm.id}:leader:{leader.id}"
        mail_officer(session, leader.email, "duty_unheeded", pack, now, key, **values)
    record(session, case, "duty_leaders_told", now, names=[leader.name for leader in leaders])
    alarm.step, alarm.next_step_at = alarm.step + 1, None


def _come_back(session: Session, alarm: Alarm) -> None:
    session.execute(
        insert_into(session, Job)
        .values(
            key=f"danger:{alarm.id}:{alarm.step}",
            name="escalate_danger",
            arguments={"alarm_id": alarm.id, "step": alarm.step},
            run_at=alarm.next_step_at,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )
