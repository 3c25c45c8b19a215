"""Figures of a span of months, read from the kept figures (records/tally.py): no case is counted for a page.

Definitions. Received: by the day that counts as received. Answered: by the day of the answer; on time and
late are the answered ones by whether the promise was kept. Open: not closed now, late where the day promised
has passed. Spam is in nothing. Sealed cases are in no breakdown but are one number a year, and none where it
is so small that it could point at somebody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from feedback_service.records import Tally
from feedback_service.vocabulary import Kind

FEWEST_SEALED = 5
FEWEST_ANSWERED = 20  # fewer say nothing about how promises are kept
MEASURES = ("received", "answered", "on_time", "late")


@dataclass(slots=True)
class Counted:
    """Numbers of cases. Those answered in a month were received in it or before."""

    received: int = 0
    answered: int = 0
    on_time: int = 0
    late: int = 0

    def add(self, measure: str, n: int) -> None:
        setattr(self, measure, getattr(self, measure) + n)


@dataclass(slots=True)
class Waiting:
    """Open cases; `late` of them are past the promised day."""

    total: int = 0
    late: int = 0


@dataclass(slots=True)
class Figures:
    """`months` has every month of the span, by its first day and in order."""

    total: Counted = field(default_factory=Counted)
    months: dict[date, Counted] = field(default_factory=dict)
    units: dict[str, Counted] = field(default_factory=dict)


def figures(session: Session, since: date, until: date) -> Figures:
    """Of the months from that of `since` to that of `until`."""
    found = Figures(months={month: Counted() for month in months_between(since, until)})
    rows = session.execute(
        select(Tally.day, Tally.unit_code, Tally.measure, func.sum(Tally.n))
        .where(*_months("month", since, until), Tally.measure.in_(MEASURES), Tally.kind != Kind.SPAM.value)
        .group_by(Tally.day, Tally.unit_code, Tally.measure)
    )
    for month, unit, measure, n in rows:
        for counted in (found.total, found.months[month], found.units.setdefault(unit, Counted())):
            counted.add(measure, n)
    return found


def totals(session: Session, since: date, until: date) -> Counted:
    return figures(session, since, until).total


def received_by(
    session: Session, book: Literal["topic", "channel", "area"], since: date, until: date
) -> list[tuple[str, int]]:
    """How many were received by topic, channel or area, most first."""
    what = {"topic": Tally.topic_code, "channel": Tally.channel, "area": Tally.area_code}[book]
    rows = session.execute(
        select(what, func.sum(Tally.n))
        .where(*_months(book, since, until), Tally.measure == "received", what != "")
        .group_by(what)
        .order_by(func.sum(Tally.n).desc(), what)
    )
    return [(name, n) for name, n in rows if n > 0]


def waiting_by_unit(session: Session, today: date) -> dict[str, Waiting]:
    """Open cases now, whatever the span."""
    late = func.sum(case((Tally.day < today, Tally.n), else_=0))
    rows = session.execute(
        select(Tally.unit_code, func.sum(Tally.n), late)
        .where(Tally.book == "queue", Tally.sealed.is_(False))
        .group_by(Tally.unit_code)
    )
    return {unit: Waiting(total, past) for unit, total, past in rows if total > 0}


def open_cases(session: Session, today: date) -> Waiting:
    units = waiting_by_unit(session, today).values()
    return Waiting(sum(unit.total for unit in units), sum(unit.late for unit in units))


def sealed_received(session: Session, year: int) -> int | None:
    """How many sealed cases came in that year; None where fewer than 5."""
    counted = select(func.sum(Tally.n)).where(
        Tally.book == "month",
        Tally.measure == "received",
        Tally.sealed.is_(True),
        Tally.day.between(date(year, 1, 1), date(year, 12, 1)),
    )
    n = session.scalar(counted) or 0
    return n if n >= FEWEST_SEALED else None


def on_time_of_100(counted: Counted) -> int | None:
    """Whole cases of a hundred answered; None where too few were. Rounded down: 99.6 is not every one."""
    return 100 * counted.on_time // counted.answered if counted.answered >= FEWEST_ANSWERED else None


def months_between(since: date, until: date) -> Iterator[date]:
    """The first day of each month, both ends included."""
    for number in range(_number(since), _number(until) + 1):
        yield date(number // 12, number % 12 + 1, 1)


def months_back(day: date, amount: int) -> date:
    """The first day of the month `amount` months before that of `day`."""
    number = _number(day) - amount
    return date(number // 12, number % 12 + 1, 1)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _months(book: str, since: date, until: date) -> tuple[ColumnElement[bool], ...]:
    span = Tally.day.between(since.replace(day=1), until.replace(day=1))
    return (Tally.book == book, Tally.sealed.is_(False), span)
