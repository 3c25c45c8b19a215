"""The log of calls: of the day, and older ones by date, with and without a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, true, tuple_
from sqlalchemy.orm import Session

from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Officer
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.visibility import visible_cases

CALLS_ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class CallLine:
    """A line of the log. `cases` are what came of it, none where it opened none or the officer may see none."""

    call: Call
    cases: tuple[Case, ...]
    officer: str


@dataclass(frozen=True, slots=True)
class CallPage:
    """`next_before` is the id of the last line, where there are more."""

    lines: Sequence[CallLine]
    next_before: int | None


def calls_of_today(session: Session, officer: Officer, pack: Pack, now: datetime) -> CallPage:
    return calls_of_day(session, officer, pack, now.astimezone(zone_of(pack)).date())


def calls_of_day(
    session: Session, officer: Officer, pack: Pack, day: date, before: int | None = None
) -> CallPage:
    """By when the phone rang, the newest first."""
    midnight = datetime.combine(day, time(), zone_of(pack))
    of_day = and_(Call.started_at >= midnight, Call.started_at < midnight + timedelta(days=1))
    return _page(session, officer, of_day, before)


def latest_calls(session: Session, officer: Officer, before: int | None = None) -> CallPage:
    return _page(session, officer, true(), before)


def _page(session: Session, officer: Officer, which: ColumnElement[bool], before: int | None) -> CallPage:
    asked = select(Call, Officer.name).outerjoin(Officer, Officer.id == Call.officer_id)
    asked = asked.where(which, calls_known_to(officer))
    if before is not None:
        asked = asked.where(_is_older_than(before))
    newest = asked.order_by(Call.started_at.desc(), Call.id.desc()).limit(CALLS_ON_A_PAGE + 1)
    rows = session.execute(newest).all()
    cases = _cases(session, officer, [call for call, _ in rows])
    lines = [CallLine(call, cases.get(call.id, ()), name or "") for call, name in rows[:CALLS_ON_A_PAGE]]
    return CallPage(lines, lines[-1].call.id if len(rows) > CALLS_ON_A_PAGE else None)


def _is_older_than(before: int) -> ColumnElement[bool]:
    last = select(Call.started_at).where(Call.id == before).scalar_subquery()
    return tuple_(Call.started_at, Call.id) < tuple_(last, before)


def calls_known_to(officer: Officer) -> ColumnElement[bool]:
    """A call that brought a case is known to whoever may see that; one without, to whoever sees senders or took
    it. What is sealed leaves no trace here.
    """
    seen = Call.case_id.in_(select(Case.id).where(visible_cases(officer)))
    if may_anywhere(officer, Action.SEE_SENDER):
        return or_(Call.case_id.is_(None), seen)
    return or_(and_(Call.case_id.is_(None), Call.officer_id == officer.id), seen)


def _cases(session: Session, officer: Officer, calls: Sequence[Call]) -> dict[int, tuple[Case, ...]]:
    numbers = [call.case_id for call in calls if call.case_id is not None]
    if not numbers:
        return {}
    found = session.scalars(select(Case).where(Case.id.in_(numbers), visible_cases(officer)))
    by_number = {case.id: case for case in found}
    return {call.id: (by_number[call.case_id],) for call in calls if call.case_id in by_number}


def count_calls(session: Session, officer: Officer, day: date, pack: Pack) -> tuple[int, int]:
    """The calls of a day that the officer may know of, and those of them that opened no case: a count that is
    larger than the list would give a sealed case away.
    """
    midnight = datetime.combine(day, time(), zone_of(pack))
    of_day = and_(Call.started_at >= midnight, Call.started_at < midnight + timedelta(days=1))
    counted = select(func.count(Call.id), func.count(Call.no_case)).where(of_day, calls_known_to(officer))
    every, without = session.execute(counted).one()
    return every, without
