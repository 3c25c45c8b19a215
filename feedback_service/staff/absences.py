"""Absences: entered by the officer himself, or for others by their head or a leader; each names a deputy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from feedback_service.errors import Fact, NotYours
from feedback_service.records import Absence, Officer
from feedback_service.vocabulary import Role

_UNIT_ROLES = frozenset({Role.OFFICER, Role.HEAD, Role.CLERK})
LONGEST_REASON = 200


class NoDeputy(Fact):
    """Somebody of another unit may not see its cases, and no other role grows by a holiday."""

    status = 422
    said = _l("Người làm thay phải cùng đơn vị hoặc cùng vai trò, và đang làm việc.")


class DaysNotRight(Fact):
    status = 422
    said = _l("Ngày nghỉ chưa đúng: ngày cuối không trước ngày đầu, và chưa qua.")


class AwayAlready(Fact):
    said = _l("Những ngày này đã có người ghi nghỉ rồi.")


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    absence: Absence
    name: str
    deputy: str
    may_end: bool


def announce(
    session: Session,
    officer: Officer,
    by: Officer,
    deputy: Officer,
    days: tuple[date, date],
    reason: str,
    today: date,
    now: datetime,
) -> Absence:
    """`days`: the first and the last, both away. Raises NotYours, NoDeputy, DaysNotRight, AwayAlready."""
    if not may_announce(by, officer):
        raise NotYours
    first, last = days
    if last < first or last < today:
        raise DaysNotRight
    if not may_stand_in(deputy, officer):
        raise NoDeputy
    if _overlaps(session, officer, first, last):
        raise AwayAlready
    absence = Absence(
        officer_id=officer.id,
        deputy_id=deputy.id,
        from_on=first,
        to_on=last,
        reason=" ".join(reason.split())[:LONGEST_REASON],
        entered_at=now,
        entered_by=by.id,
    )
    session.add(absence)
    session.flush()
    return absence


def end_absence(session: Session, number: int, by: Officer, now: datetime) -> None:
    """Came back sooner. Ending it twice changes nothing. Raises NotYours."""
    absence = session.get(Absence, number)
    officer = session.get(Officer, absence.officer_id) if absence else None
    if absence is None or officer is None or not may_announce(by, officer):
        raise NotYours
    absence.ended_at = absence.ended_at or now


def may_announce(by: Officer, officer: Officer) -> bool:
    if by.id == officer.id or by.role == Role.LEADER:
        return True
    return by.role == Role.HEAD and by.unit_code == officer.unit_code and officer.role in _UNIT_ROLES


def may_stand_in(deputy: Officer, officer: Officer) -> bool:
    """Of the same role above the units; within one, of the same unit. A unit's officer never becomes an admin."""
    if deputy.id == officer.id or not deputy.active:
        return False
    if officer.role in _UNIT_ROLES:
        return deputy.role in _UNIT_ROLES and deputy.unit_code == officer.unit_code
    return deputy.role == officer.role


def people(session: Session, by: Officer) -> Sequence[Officer]:
    """Whose absence `by` may enter, himself first."""
    others = session.scalars(
        select(Officer).where(Officer.active, Officer.id != by.id).order_by(Officer.name)
    )
    return [by, *(one for one in others if may_announce(by, one))]


def deputies(session: Session, by: Officer) -> Sequence[Officer]:
    """Who could stand in for anybody whom `by` may enter."""
    mine = people(session, by)
    others = session.scalars(select(Officer).where(Officer.active).order_by(Officer.name))
    return [one for one in others if any(may_stand_in(one, officer) for officer in mine)]


def absences(session: Session, by: Officer, today: date) -> list[AbsenceLine]:
    """Those that run or come, of the own unit and role; leaders see all."""
    deputy = aliased(Officer)
    asked = (
        select(Absence, Officer, deputy)
        .join(Officer, Officer.id == Absence.officer_id)
        .join(deputy, deputy.id == Absence.deputy_id)
        .where(Absence.ended_at.is_(None), Absence.to_on >= today)
        .order_by(Absence.from_on, Absence.id)
    )
    rows = session.execute(asked).all()
    return [
        AbsenceLine(absence, officer.name, stands_in.name, may_announce(by, officer))
        for absence, officer, stands_in in rows
        if by.role == Role.LEADER or officer.unit_code == by.unit_code or officer.role == by.role
    ]


def _overlaps(session: Session, officer: Officer, first: date, last: date) -> bool:
    same = select(Absence.id).where(Absence.officer_id == officer.id, Absence.ended_at.is_(None))
    return session.scalar(same.where(Absence.from_on <= last, Absence.to_on >= first).limit(1)) is not None
