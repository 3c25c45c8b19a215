"""Figures of a span of months, read from the kept figures (records/tally.py): no case is counted for a page.

Spam is in nothing. Sealed cases are in no breakdown but are one number a year (waiting.py), and none where it is
so small that it could point at somebody.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from feedback_service.records import Tally
from feedback_service.reporting.figures.counted import Counted, Figures
from feedback_service.reporting.figures.spans import months_between
from feedback_service.reporting.figures.waiting import oldest_by_unit, waiting_by_unit
from feedback_service.vocabulary import Kind

Book = Literal["topic", "channel", "area"]
_COLUMNS: dict[Book, InstrumentedAttribute[str]] = {
    "topic": Tally.topic_code,
    "channel": Tally.channel,
    "area": Tally.area_code,
}
_ENDS = ("answered", "passed_on", "not_accepted", "withdrawn")
_SAID = frozenset((*Counted.__dataclass_fields__, "rating"))  # the measures that are read


def figures(session: Session, since: date, until: date, today: date | None = None, unit: str = "") -> Figures:
    """Of the months from that of `since` to that of `until`. With `today` also what waits now; with `unit` of one
    unit, without topics, channels and areas: those books do not know units (docs/adr/0028)."""
    found = Figures(months={month: Counted() for month in months_between(since, until)})
    of_unit = (Tally.unit_code == unit,) if unit else ()
    for month, code, kind, measure, n in _by_month(session, (*_months("month", since, until), *of_unit)):
        for counted in (found.total, found.months[month], *_groups(found, code, kind)):
            counted.add(measure, n)
    for _, code, kind, measure, n in _by_month(session, (*_before("month", since), *of_unit)):
        for counted in (found.total, *_groups(found, code, kind)):
            counted.carried += n if measure == "received" else -n
    if not unit:
        _add_books(session, found, since, until)
    if today:
        _add_waiting(session, found, today, unit)
    return found


def totals(session: Session, since: date, until: date, today: date | None = None) -> Counted:
    """Only the sums, for the first page."""
    total = Counted()
    rows = session.execute(
        select(Tally.measure, func.sum(Tally.n))
        .where(*_months("month", since, until), Tally.kind != Kind.SPAM.value)
        .group_by(Tally.measure)
    )
    _add(total, ((measure, n) for measure, n in rows))
    if today:
        waiting = waiting_by_unit(session, today).values()
        total.waiting = sum(unit.total for unit in waiting)
        total.waiting_late = sum(unit.late for unit in waiting)
    return total


def received_by(session: Session, book: Book, since: date, until: date) -> list[tuple[str, int]]:
    """How many were received by topic, channel or area, most first."""
    what = _COLUMNS[book]
    rows = session.execute(
        select(what, func.sum(Tally.n))
        .where(*_months(book, since, until), Tally.measure == "received", what != "")
        .group_by(what)
        .order_by(func.sum(Tally.n).desc(), what)
    )
    return [(name, n) for name, n in rows if n > 0]


def _add(counted: Counted, measures: Iterable[tuple[str, int]]) -> None:
    for measure, n in measures:
        if measure.partition(":")[0] in _SAID:
            counted.add(measure, n)


def _groups(found: Figures, unit: str, kind: str) -> tuple[Counted, Counted]:
    return found.units.setdefault(unit, Counted()), found.kinds.setdefault(kind, Counted())


def _by_month(session: Session, where: tuple[ColumnElement[bool], ...]) -> Iterator[Any]:
    about = (Tally.day, Tally.unit_code, Tally.kind, Tally.measure)
    query = select(*about, func.sum(Tally.n)).where(*where, Tally.kind != Kind.SPAM.value).group_by(*about)
    return (row for row in session.execute(query) if row[-1] and row[3].partition(":")[0] in _SAID)


def _add_books(session: Session, found: Figures, since: date, until: date) -> None:
    groups: dict[Book, dict[str, Counted]] = {
        "topic": found.topics,
        "channel": found.channels,
        "area": found.areas,
    }
    for book, counts in groups.items():
        for code, measure, n in _by_code(session, book, _months(book, since, until)):
            _add(counts.setdefault(code, Counted()), [(measure, n)])
        for code, measure, n in _by_code(session, book, _before(book, since)):
            counts.setdefault(code, Counted()).carried += n if measure == "received" else -n


def _by_code(session: Session, book: Book, where: tuple[ColumnElement[bool], ...]) -> Iterator[Any]:
    what = _COLUMNS[book]
    query = select(what, Tally.measure, func.sum(Tally.n)).where(*where).group_by(what, Tally.measure)
    return (row for row in session.execute(query) if row[-1])


def _add_waiting(session: Session, found: Figures, today: date, unit: str) -> None:
    units = {code: waiting for code, waiting in waiting_by_unit(session, today).items() if unit in {"", code}}
    oldest = oldest_by_unit(session, units)
    for code, waiting in units.items():
        for counted in (found.total, found.units.setdefault(code, Counted())):
            counted.waiting += waiting.total
            counted.waiting_late += waiting.late
            counted.oldest = min(filter(None, (counted.oldest, oldest.get(code))), default=None)


def _months(book: str, since: date, until: date) -> tuple[ColumnElement[bool], ...]:
    span = Tally.day.between(since.replace(day=1), until.replace(day=1))
    return (Tally.book == book, Tally.sealed.is_(False), span)


def _before(book: str, since: date) -> tuple[ColumnElement[bool], ...]:
    """What came and what ended before the span: the difference was open when it began."""
    flows = Tally.measure.in_(("received", *_ENDS))
    return (Tally.book == book, Tally.sealed.is_(False), flows, Tally.day < since.replace(day=1))
