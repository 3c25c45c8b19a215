"""Alarms: raised once while a fact lasts, acknowledged by somebody, ended when it is over. No verb commits."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.records import Alarm
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import AlarmKind

_OPEN = Alarm.ended_at.is_(None)


def raise_alarm(
    session: Session,
    kind: AlarmKind,
    about: str,
    now: datetime,
    *,
    case_id: int | None = None,
    next_step_at: datetime | None = None,
    group_key: str = "",
    head_id: int | None = None,
    **details: object,
) -> bool:
    """False where the same alarm (`kind` and `about`) is open already: it is not raised twice.

    `details` are for whoever looks: never a citizen's words or number.
    """
    number = session.execute(
        insert_into(session, Alarm)
        .values(
            key=_key(kind, about),
            kind=kind,
            case_id=case_id,
            group_key=group_key,
            head_id=head_id,
            details=details,
            raised_at=now,
            next_step_at=next_step_at,
        )
        .on_conflict_do_nothing(index_elements=["key"], index_where=_OPEN)
        .returning(Alarm.id)
    ).scalar_one_or_none()
    return number is not None


def end_alarm(session: Session, kind: AlarmKind, about: str, now: datetime) -> None:
    """What it was about is over. Nothing happens where none is open."""
    session.execute(
        update(Alarm)
        .where(Alarm.key == _key(kind, about), _OPEN)
        .values(ended_at=now, next_step_at=None)
        .execution_options(synchronize_session=False)
    )


def open_alarm(session: Session, kind: AlarmKind, about: str) -> Alarm | None:
    return session.scalars(select(Alarm).where(Alarm.key == _key(kind, about), _OPEN)).one_or_none()


def acknowledge(session: Session, alarm: Alarm, by: str, now: datetime) -> None:
    """Somebody looks after it: nobody else is woken. The first one stands."""
    if alarm.acknowledged_at is None:
        alarm.acknowledged_at, alarm.acknowledged_by = now, by[:120]
    alarm.next_step_at = None


def open_alarms(session: Session, *kinds: AlarmKind) -> list[Alarm]:
    """The oldest first; of all kinds where none is named."""
    asked = select(Alarm).where(_OPEN).order_by(Alarm.id)
    return list(session.scalars(asked.where(Alarm.kind.in_(kinds)) if kinds else asked))


def _key(kind: AlarmKind, about: str) -> str:
    return f"{kind.value}:{about}"[:120]
