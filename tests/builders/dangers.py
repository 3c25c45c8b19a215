"""Danger as tests need it: phones on duty, messages that sound like it, and what was written to whom."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.danger.waking import escalate_danger
from feedback_service.records import Alarm, DutyPhone, Job, Notification, keyring
from tests.builders.cases import NOW

FIRE = "nha o thon 8 dang chay lon lam keu xe cuu hoa giup"
FIRE_ELSEWHERE = "cháy nhà ở buôn Ea Kruê rồi, lửa lớn lắm cứu với"
HURT = "có người ngã giàn giáo nằm bất tỉnh, cho xe cấp cứu gấp"
BEATEN = "chồng tôi đang đánh con chảy máu, cứu mẹ con tôi với"


def on_duty(session: Session, *names: str) -> list[DutyPhone]:
    """Phones 0900 000 101, 102, … in this order."""
    phones = [f"+84900000{101 + place}" for place in range(len(names))]
    rows = [
        DutyPhone(name=name, phone=phone, fingerprint=keyring.fingerprint(phone), position=place)
        for place, (name, phone) in enumerate(zip(names, phones, strict=True))
    ]
    session.add_all(rows)
    session.flush()
    return rows


def texts_to(session: Session, phone: str) -> list[str]:
    """What was written to this phone, in order."""
    rows = session.scalars(select(Notification).order_by(Notification.id))
    return [row.body for row in rows if row.recipient == phone]


def the_alarm(session: Session) -> Alarm:
    return session.scalars(select(Alarm).where(Alarm.head_id.is_(None), Alarm.ended_at.is_(None))).one()


def time_passes(session: Session, until: datetime, since: datetime = NOW) -> Sequence[Job]:
    """Does the jobs of danger that are due by then, each at its time."""
    session.flush()
    done: list[Job] = []
    while True:
        due = select(Job).where(Job.name == "escalate_danger", Job.finished_at.is_(None), Job.run_at <= until)
        job = session.scalars(due.order_by(Job.run_at, Job.id).limit(1)).one_or_none()
        if job is None:
            return done
        escalate_danger(session, now=max(job.run_at, since), **job.arguments)
        job.finished_at = job.run_at
        session.flush()
        done.append(job)
