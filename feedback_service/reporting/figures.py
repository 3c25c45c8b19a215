"""Figures of a span of months, read from the kept figures (records/tally.py): the cost does not grow with cases.

Definitions. Received: by the day that counts as received. Answered: by the day of the answer; on time and late
are the answered ones by whether the promise was kept. Sealed cases are in no breakdown; they are one number a
year, and none where it is so small that it could point at somebody.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import Tally

FEWEST_SEALED = 5


@dataclass(slots=True)
class Counted:
    """Cases. `received` of a month and `answered` of it are different cases for the most part."""

    received: int = 0
    answered: int = 0
    on_time: int = 0
    late: int = 0

    def add(self, measure: str, n: int) -> None:
        setattr(self, measure, getattr(self, measure) + n)

    @property
    def on_time_percent(self) -> float | None:
        """Of the answered ones, 0 to 100; None where nothing was answered."""
        return 100 * self.on_time / self.answered if self.answered else None


@dataclass(slots=True)
class Figures:
    """`since` and `until` are first days of months, both included; `months` has every one of them, in order."""

    since: date
    until: date
    total: Counted = field(default_factory=Counted)
    months: dict[date, Counted] = field(default_factory=dict)
    units: dict[str, Counted] = field(default_factory=dict)

    @property
    def stamp(self) -> tuple[object, ...]:
        """Changes with any number in it."""
        return (self.since, self.until, repr(self.total), repr(self.months), repr(self.units))


_MEASURES = ("received", "answered", "on_time", "late")


def figures(session: Session, since: date, until: date) -> Figures:
    """Of the months from that of `since` to that of `until`."""
    found = Figures(since.replace(day=1), until.replace(day=1))
    found.months = {month: Counted() for month in months_between(found.since, found.until)}
    rows = session.execute(
        select(Tally.day, Tally.unit_code, Tally.measure, func.sum(Tally.n))
        .where(Tally.book == "month", Tally.sealed.is_(False), Tally.measure.in_(_MEASURES))
        .where(Tally.day >= found.since, Tally.day <= found.until)
        .group_by(Tally.day, Tally.unit_code, Tally.measure)
    )
    for month, unit, measure, n in rows:
        for counted in (found.total, found.months[month], found.units.setdefault(unit, Counted())):
            counted.add(measure, n)
    return found


def sealed_received(session: Session, year: int) -> int | None:
    """How many sealed cases came in that year; None where fewer than 5."""
    counted = select(func.sum(Tally.n)).where(
        Tally.book == "month",
        Tally.measure == "received",
        Tally.sealed.is_(True),
        Tally.day >= date(year, 1, 1),
        Tally.day <= date(year, 12, 1),
    )
    n = session.scalar(counted) or 0
    return n if n >= FEWEST_SEALED else None


def months_between(since: date, until: date) -> Iterator[date]:
    """The first day of each month, both ends included."""
    number, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    for month in range(number, last + 1):
        yield date(month // 12, month % 12 + 1, 1)


def months_back(day: date, amount: int) -> date:
    """The first day of the month `amount` months before that of `day`."""
    number = day.year * 12 + day.month - 1 - amount
    return date(number // 12, number % 12 + 1, 1)
