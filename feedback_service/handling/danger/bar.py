"""The red line on top of the officers' pages: what nobody looks after yet. One query over what is open."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from feedback_service.notifying.alarms import open_alarm
from feedback_service.notifying.duty_phones import nobody_on_duty
from feedback_service.records import Alarm, Case, Officer
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import AlarmKind, Role

MOST_SHOWN = 5
ANSWER_ALARMS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)
_MIND_THE_HOUSE = (Role.CLERK, Role.LEADER, Role.ADMIN)  # channels, and that somebody is on duty at all


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """`details` are those of the alarm's kind; `code`, `area_code`, `place` and `why` only where there is a case."""

    id: int
    kind: AlarmKind
    minutes: int
    details: Mapping[str, Any]
    code: str
    area_code: str
    place: str
    why: str
    more: int


@dataclass(frozen=True, slots=True)
class Bar:
    lines: Sequence[AlarmLine]
    hidden: int  # beyond the most that are shown
    nobody_on_duty: bool

    def __bool__(self) -> bool:
        return bool(self.lines) or self.nobody_on_duty


def bar_for(session: Session, officer: Officer, now: datetime) -> Bar:
    """Of sealed cases only what leaders and the people named to them may know: nobody else learns of them."""
    house = officer.role in _MIND_THE_HOUSE
    mine = visible_cases(officer) if officer.role in ANSWER_ALARMS else false()
    under = aliased(Alarm)
    more = select(func.count()).select_from(under).where(under.head_id == Alarm.id).scalar_subquery()
    asked = (
        select(Alarm, Case.code, Case.area_code, Case.place, Case.why, more.label("more"))
        .outerjoin(Case, Case.id == Alarm.case_id)
        # The key narrows nothing: it lets SQLite go through the index of what is open.
        .where(Alarm.key > "", Alarm.ended_at.is_(None), Alarm.acknowledged_at.is_(None))
        .where(
            Alarm.head_id.is_(None), or_(and_(Alarm.case_id.is_(None), true() if house else false()), mine)
        )
        .order_by(Alarm.id.desc())
        .limit(10 * MOST_SHOWN)
    )
    lines = [_line(row, now) for row in session.execute(asked)]
    lines.sort(key=lambda line: line.kind != AlarmKind.DANGER)
    alone = house and nobody_on_duty(session)
    return Bar(lines[:MOST_SHOWN], len(lines[MOST_SHOWN:]), alone)


def _line(row: Any, now: datetime) -> AlarmLine:
    alarm: Alarm = row.Alarm
    return AlarmLine(
        id=alarm.id,
        kind=alarm.kind,
        minutes=max(int((now - alarm.raised_at).total_seconds() // 60), 0),
        details=alarm.details,
        code=row.code or "",
        area_code=row.area_code or "",
        place=row.place or "",
        why=row.why or "",
        more=row.more,
    )


def alarm_of(session: Session, case: Case) -> Alarm | None:
    """The case's open alarm, answered or not."""
    return open_alarm(session, AlarmKind.DANGER, case.code) if case.danger else None


def unanswered(session: Session, cases: Iterable[int]) -> frozenset[int]:
    """Of these cases those whose alarm nobody has answered."""
    numbers = list(cases)
    if not numbers:
        return frozenset()
    asked = select(Alarm.case_id).where(
        Alarm.case_id.in_(numbers), Alarm.ended_at.is_(None), Alarm.acknowledged_at.is_(None)
    )
    return frozenset(number for number in session.scalars(asked) if number)
