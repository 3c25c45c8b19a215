"""One fire that fifty people report wakes somebody once. Other words without a place, or another place, wake again.

With a place it is the place and the danger that make it the same; without one only the same words do: a flood of
jokes must not hide a real call.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.danger.signs import Signs
from feedback_service.records import Alarm, Case, keyring
from feedback_service.vocabulary import AlarmKind, Visibility

STILL_THE_SAME = timedelta(hours=1)
_LOCKS = 7_301_200  # advisory locks of PostgreSQL: one for each group


def group_of(case: Case, signs: Signs) -> str:
    """ "" for what stands alone: a sealed case is never counted to another, nor what an officer has seen."""
    if case.visibility == Visibility.SEALED or not signs.signals:
        return ""
    where = case.area_code or fold(case.place)
    same = f"{where}|{signs.signals[0]}" if where else fold(case.text)
    return keyring.fingerprint(f"danger:{same}")


def head_of(session: Session, group_key: str, now: datetime) -> Alarm | None:
    """The open alarm under which this one stands. Whoever asks is alone with the group until the commit."""
    if not group_key:
        return None
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCKS, func.hashtext(group_key))))
    same = select(Alarm).where(
        Alarm.kind == AlarmKind.DANGER,
        Alarm.group_key == group_key,
        Alarm.raised_at > now - STILL_THE_SAME,
        Alarm.ended_at.is_(None),
        Alarm.head_id.is_(None),
    )
    return session.scalars(same.order_by(Alarm.id).limit(1)).one_or_none()


def others_under(session: Session, alarm: Alarm) -> int:
    """How many more have said the same."""
    counted = select(func.count()).select_from(Alarm).where(Alarm.head_id == alarm.id)
    return session.scalar(counted) or 0
