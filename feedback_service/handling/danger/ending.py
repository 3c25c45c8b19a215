"""It is over: answered, closed, or no danger. Below workflow.py, which ends it with the case. No verb commits."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.notifying.alarms import end_alarm, open_alarm
from feedback_service.records import Alarm, Case, Job
from feedback_service.vocabulary import AlarmKind


def danger_over(session: Session, case: Case, now: datetime) -> None:
    """The case is answered, closed, or none of danger. If nobody took it, the next who reported the same is heard."""
    alarm = open_alarm(session, AlarmKind.DANGER, case.code)
    if alarm is None:
        return
    session.flush()
    end_alarm(session, AlarmKind.DANGER, case.code, now)
    if alarm.acknowledged_at is None and alarm.head_id is None:
        _next_is_head(session, alarm, now)


def _next_is_head(session: Session, alarm: Alarm, now: datetime) -> None:
    """From the beginning: whoever closed the first may have taken it for a joke, and closed only that one."""
    others = others_open(session, alarm)
    if not others:
        return
    head = others[0]
    head.head_id, head.step, head.next_step_at = None, 0, now
    session.flush()
    session.execute(
        update(Alarm)
        .where(Alarm.head_id == alarm.id, Alarm.ended_at.is_(None))
        .values(head_id=head.id)
        .execution_options(synchronize_session=False)
    )
    arguments = {"alarm_id": head.id, "step": 0}
    session.add(Job(key=f"danger:{head.id}:0", name="escalate_danger", arguments=arguments, run_at=now))


def others_open(session: Session, alarm: Alarm) -> list[Alarm]:
    """Those who reported the same, and whose cases are not closed."""
    wanted = select(Alarm).where(Alarm.head_id == alarm.id, Alarm.ended_at.is_(None))
    return list(session.scalars(wanted.order_by(Alarm.id)))
