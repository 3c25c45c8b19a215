"""Kept figures: how many cases stand where, without counting them.

Each change of a case adds rows of +1 and -1; the worker folds them together. Adding and not updating means that
two submissions never wait for each other's counter. What is read is the sum.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Date, Index, String, inspect
from sqlalchemy.orm import Mapped, Session, mapped_column

from feedback_service.records.base import Base, BigId
from feedback_service.records.case import Case
from feedback_service.vocabulary import UNFINISHED, Kind, Publication, Visibility

_GROUPS = ("unit_code", "kind", "topic_code", "channel", "area_code")


class Tally(Base):
    """`book` queue: `measure` is a status and `day` the due day; cases that wait merged into another stand here too,
    under "merged", so that nobody's case drops out of what is waited for; `kind` says only whether it is spam. The
    other books go by month: `day` is its first, and the book says by what: month (unit and kind), topic, channel,
    area; those with a colon by unit and by kind apart. Their measures, by the day of the event:

    received; answered, on_time, late; passed_on, not_accepted, withdrawn, and ended_late of these; reopened;
    published, by the day the case was closed; days:7, answered in seven working days; late:weather, why (LateReason);
    rating:4, solved, not_solved.
    """

    __tablename__ = "tallies"
    __table_args__ = (
        Index("ix_tallies_book", "book", "unit_code", "day"),
        # Everything that a page asks of a span of months, read from the index alone.
        Index("ix_tallies_span", "book", "day", "measure", "sealed", *_GROUPS, "n"),
        # A number is never given twice, so that the newest ones say whether anything was added (figures/kept.py).
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    book: Mapped[str] = mapped_column(String(8))
    measure: Mapped[str] = mapped_column(String(24))
    day: Mapped[date] = mapped_column(Date)
    unit_code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(24), default="")
    topic_code: Mapped[str] = mapped_column(String(40), default="")
    channel: Mapped[str] = mapped_column(String(24), default="")
    area_code: Mapped[str] = mapped_column(String(40), default="")
    sealed: Mapped[bool] = mapped_column(default=False)
    n: Mapped[int]


MONTHLY_BOOKS = ("month", "unit", "kind", "topic", "channel", "area")

_FOLLOWED = (
    "status",
    "visibility",
    "unit_code",
    "kind",
    "topic_code",
    "channel",
    "area_code",
    "received_on",
    "due_on",
    "answered_on",
    "closed_on",
    "late",
    "late_because",
    "days_taken",
    "publication",
    "reopened_on",
    "rated_on",
    "rating",
    "solved",
)
EXACT_DAYS = 20
LONGEST_DAYS = 250  # a year of working days; what took longer is counted with it
UNSAID = "unsaid"  # late, and nobody said why


def keep_tallies(session: Session, *_: object) -> None:
    """Before each flush: writes what the changed cases add to and take from the figures. No verb can forget it."""
    change: Counter[tuple[Any, ...]] = Counter()
    for case in _cases(session.new):
        change.update(figures_of(partial(getattr, case)))
    for case in _cases(session.dirty):
        state = inspect(case)
        if any(state.attrs[name].history.has_changes() for name in _FOLLOWED):
            change.subtract(figures_of(partial(_before, state)))
            change.update(figures_of(partial(getattr, case)))
    session.add_all(tally_row(key, n) for key, n in change.items() if n)


def figures_of(value: Callable[[str], Any]) -> Iterator[tuple[Any, ...]]:
    """The figures that one case counts in, as keys; `value` gives the case's columns by name.

    The one definition: reports as of a day ask it about cases as they were.
    """
    if value("status") in UNFINISHED:
        sealed, spam = value("visibility") == Visibility.SEALED, value("kind") == Kind.SPAM
        kind = Kind.SPAM.value if spam else ""
        yield ("queue", str(value("status")), value("due_on"), value("unit_code"), kind, "", "", "", sealed)
    for measure, day in measures_of(value):
        yield from _of_month(measure, day, value)


def measures_of(value: Callable[[str], Any]) -> Iterator[tuple[str, date]]:
    """What a case counts as, and on which day."""
    yield "received", value("received_on")
    answered, closed = value("answered_on"), value("closed_on")
    if answered:
        yield "answered", answered
        yield ("late" if value("late") else "on_time"), answered
    elif closed:
        yield str(value("status")), closed
    if (answered or closed) and value("days_taken") is not None:
        yield from _ended(value, answered, answered or closed)
    if value("reopened_on"):
        yield "reopened", value("reopened_on")
    if value("rated_on"):
        yield from _rated(value, value("rated_on"))


def _ended(value: Callable[[str], Any], answered: date | None, day: date) -> Iterator[tuple[str, date]]:
    """Only where the days have been counted: cases closed before this was kept get it all at once, from the
    errand that counts their days (working/counting_days.py)."""
    if answered:
        yield f"days:{counted_days(value('days_taken'))}", day
    if value("late"):
        yield (f"late:{value('late_because') or UNSAID}" if answered else "ended_late"), day
    if value("publication") == Publication.PUBLISHED:
        yield "published", day


def counted_days(days: int) -> int:
    """Exact up to twenty, then by fives, rounded up: the rows stay bounded, and nothing looks faster than it was."""
    return days if days <= EXACT_DAYS else min(-(-days // 5) * 5, LONGEST_DAYS)


def _rated(value: Callable[[str], Any], day: date) -> Iterator[tuple[str, date]]:
    if value("rating"):
        yield f"rating:{value('rating')}", day
    if value("solved") is not None:
        yield ("solved" if value("solved") else "not_solved"), day


def _of_month(measure: str, day: date, value: Callable[[str], Any]) -> Iterator[tuple[Any, ...]]:
    """One book for each way of looking. A single one by all of them together would hold nearly a row for every
    case, and reading it would be counting cases after all. So would days by unit and kind together."""
    sealed, month, kind = value("visibility") == Visibility.SEALED, day.replace(day=1), str(value("kind"))
    if ":" not in measure:
        yield ("month", measure, month, value("unit_code"), kind, "", "", "", sealed)
    if kind == Kind.SPAM:
        return
    if ":" in measure:
        yield ("unit", measure, month, value("unit_code"), "", "", "", "", sealed)
        yield ("kind", measure, month, "", kind, "", "", "", sealed)
    if not measure.startswith("late:"):
        yield ("topic", measure, month, "", "", value("topic_code"), "", "", sealed)
        yield ("channel", measure, month, "", "", "", str(value("channel")), "", sealed)
        yield ("area", measure, month, "", "", "", "", value("area_code"), sealed)


def tally_row(key: tuple[Any, ...], n: int) -> Tally:
    book, measure, day, unit_code, kind, topic_code, channel, area_code, sealed = key
    return Tally(
        book=book,
        measure=measure,
        day=day,
        unit_code=unit_code,
        kind=kind,
        topic_code=topic_code,
        channel=channel,
        area_code=area_code,
        sealed=sealed,
        n=n,
    )


def _cases(instances: Any) -> Iterator[Case]:
    return (instance for instance in instances if isinstance(instance, Case))


def _before(state: Any, name: str) -> Any:
    history = state.attrs[name].history
    if not history.has_changes():
        return getattr(state.object, name)
    return history.deleted[0] if history.deleted else None  # a column never set before holds no old value
