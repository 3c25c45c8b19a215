"""Somebody looks after it. No verb commits."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.danger.ending import others_open
from feedback_service.handling.workflow import record
from feedback_service.notifying.alarms import acknowledge
from feedback_service.records import Alarm, Case, Officer


def take_on(session: Session, alarm: Alarm, who: str, now: datetime, officer: Officer | None = None) -> None:
    """Nobody else is woken for it, nor for the others who reported the same. The first one stands."""
    session.refresh(alarm, with_for_update=True)  # two may say so at once
    if alarm.acknowledged_at is not None:
        return
    for one in (alarm, *others_open(session, alarm)):
        _take(session, one, who, now, officer)


def _take(session: Session, alarm: Alarm, who: str, now: datetime, officer: Officer | None) -> None:
    acknowledge(session, alarm, who, now)
    case = session.get_one(Case, alarm.case_id)
    record(session, case, "danger_taken", now, officer, name=who)
    if not case.is_open:
        alarm.ended_at = now  # nothing else would end it
