"""Figures of a span of months, read from the kept figures (records/tally.py): no case is counted for a page.

Spam is in nothing. Sealed cases are in no breakdown but are one number a year (waiting.py), and none where it is
so small that it could point at somebody.
"""

from collections.abc import Iterator
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
Where = tuple[ColumnElement[bool], ...]
_COLUMNS: dict[Book, InstrumentedAttribute[str]] = {
    "topic": Tally.topic_code,
    "channel": Tally.channel,
    "area": Tally.area_code,
}
_ENDS = ("answered", "passed_on", "not_accepted", "withdrawn")
_TOTALS = ("received", *_ENDS, "on_time", "late", "ended_late", "reopened", "published")
_SAID = frozenset((*Counted.__dataclass_fields__, "rating"))  # the measures that are read


def figures(session: Session, since: date, until: date, today: date | None = None, unit: str = "") -> Figures:
    """Of the months from that of `since` to that of `until`. With `today` also what waits now.

    With `unit` of one unit: its kinds without days, and no topics, channels and areas, since those books do not
    know units (docs/adr/0028).
    """
    found = Figures(months={month: Counted() for month in months_between(since, until)})
    of_unit = (Tally.unit_code == unit,) if unit else ()
    _add_groups(session, found, (*_months("month", since, until), *of_unit))
    _add_details(session, found, since, until, of_unit)
    for code, kind, measure, n in _sums(session, _UNIT_AND_KIND, (*_before("month", since), *of_unit)):
        for counted in (found.total, *_groups(found, code, kind)):
            counted.carried += n if measure == "received" else -n
    found.carry_months()
    if not unit:
        _add_books(session, found, since, until)
    if today:
        _add_waiting(session, found, today, unit)
    return found


def totals(session: Session, since: date, until: date, today: date | None = None) -> Counted:
    """Only the sums, without days, reasons and ratings: for the first page. Read from the book of the channels, which
    has the fewest rows and is of the whole commune too."""
    total, said = Counted(), Tally.measure.in_(_TOTALS)
    for measure, n in _sums(session, (), (*_months("channel", since, until), said)):
        total.add(measure, n)
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


_UNIT_AND_KIND = (Tally.unit_code, Tally.kind)
_BY_DAY = (Tally.day,)


def _add_groups(session: Session, found: Figures, where: Where) -> None:
    for code, kind, measure, n in _sums(session, _UNIT_AND_KIND, where):
        for counted in (found.total, *_groups(found, code, kind)):
            counted.add(measure, n)
    for month, measure, n in _sums(session, _BY_DAY, where):
        found.months[month].add(measure, n)


def _add_details(session: Session, found: Figures, since: date, until: date, of_unit: Where) -> None:
    """Days, reasons and levels of content."""
    by_unit = (*_months("unit", since, until), *of_unit)
    for code, measure, n in _sums(session, (Tally.unit_code,), by_unit):
        for counted in (found.total, found.units.setdefault(code, Counted())):
            counted.add(measure, n)
    for month, measure, n in _sums(session, _BY_DAY, by_unit):
        found.months[month].add(measure, n)
    if not of_unit:
        for kind, measure, n in _sums(session, (Tally.kind,), _months("kind", since, until)):
            found.kinds.setdefault(kind, Counted()).add(measure, n)


def _groups(found: Figures, unit: str, kind: str) -> tuple[Counted, Counted]:
    return found.units.setdefault(unit, Counted()), found.kinds.setdefault(kind, Counted())


def _add_books(session: Session, found: Figures, since: date, until: date) -> None:
    groups: dict[Book, dict[str, Counted]] = {
        "topic": found.topics,
        "channel": found.channels,
        "area": found.areas,
    }
    for book, counts in groups.items():
        about = (_COLUMNS[book],)
        for code, measure, n in _sums(session, about, _months(book, since, until)):
            counts.setdefault(code, Counted()).add(measure, n)
        for code, measure, n in _sums(session, about, _before(book, since)):
            counts.setdefault(code, Counted()).carried += n if measure == "received" else -n


def _sums(session: Session, about: tuple[InstrumentedAttribute[Any], ...], where: Where) -> Iterator[Any]:
    """(*about, measure, sum), of the measures that are read; without spam."""
    query = select(*about, Tally.measure, func.sum(Tally.n)).where(*where, Tally.kind != Kind.SPAM.value)
    rows = session.execute(query.group_by(*about, Tally.measure))
    return (row for row in rows if row[-1] and row[-2].partition(":")[0] in _SAID)


def _add_waiting(session: Session, found: Figures, today: date, unit: str) -> None:
    units = {code: waiting for code, waiting in waiting_by_unit(session, today).items() if unit in {"", code}}
    oldest = oldest_by_unit(session, units)
    for code, waiting in units.items():
        for counted in (found.total, found.units.setdefault(code, Counted())):
            counted.waiting += waiting.total
            counted.waiting_late += waiting.late
            counted.oldest = min(filter(None, (counted.oldest, oldest.get(code))), default=None)


def _months(book: str, since: date, until: date) -> Where:
    span = Tally.day.between(since.replace(day=1), until.replace(day=1))
    return (Tally.book == book, Tally.sealed.is_(False), span)


def _before(book: str, since: date) -> Where:
    """What came and what ended before the span: the difference was open when it began."""
    flows = Tally.measure.in_(("received", *_ENDS))
    return (Tally.book == book, Tally.sealed.is_(False), flows, Tally.day < since.replace(day=1))
