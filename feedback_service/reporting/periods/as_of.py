"""Figures as of the end of a day: what the kept figures said then, counted anew from cases wound back.

Asked again they give the same numbers, whatever was done since; as of today they agree with the kept figures to the
digit. A period that begins within a month counts by days, which the kept figures (by months) cannot.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from feedback_service.handling.promises import zone_of
from feedback_service.pack.model import Pack
from feedback_service.records.tally import figures_of
from feedback_service.reporting.figures import Counted, Figures, figures, last_day, months_between
from feedback_service.reporting.periods.wound_back import Stood, stood_then
from feedback_service.vocabulary import UNFINISHED, Kind, Visibility

_ENDS = frozenset({"answered", "passed_on", "not_accepted", "withdrawn"})
_SAID = frozenset((*Counted.__dataclass_fields__, "rating"))
_DAYS = ("received_on", "answered_on", "closed_on", "rated_on", "reopened_on")
_GROUPS = (("units", 3), ("kinds", 4))
_BOOKS = {"topic": ("topics", 5), "channel": ("channels", 6), "area": ("areas", 7)}


@dataclass(slots=True)
class AsOf:
    """`figures` for everybody; `stood`: the cases behind them, not sealed and no spam; `sealed`: how many came in."""

    figures: Figures
    stood: list[Stood] = field(default_factory=list)
    sealed: int = 0


def as_of(session: Session, since: date, until: date, day: date, pack: Pack, unit: str = "") -> AsOf:
    """Of `since` to `until`, both counted, at the end of `day`. `unit`: only the cases that were that unit's."""
    counts: Counter[tuple[Any, ...]] = Counter()
    begin = datetime.combine(since, time.min, zone_of(pack))
    found = AsOf(Figures(months={month: Counted() for month in months_between(since, until)}))
    for one in stood_then(session, begin, after(day, pack), pack):
        if unit and one("unit_code") != unit:
            continue
        counts.update(figures_of(_in_days(one, since, until)))
        _keep(found, one, since, until)
        if _counts(one) and one("status") in UNFINISHED:
            _wait(found.figures, one, day)
    _sum(found.figures, counts, since, until)
    found.figures.carry_months()
    return found


def figures_of_days(
    session: Session, since: date, until: date, day: date, pack: Pack, today: date
) -> Figures:
    """Of whole months as of today they stand in the kept figures; everything else is counted anew."""
    whole = since.day == 1 and (until == last_day(until) or until >= today)
    if whole and day == today:
        return figures(session, since, until)
    return as_of(session, since, until, day, pack).figures


def after(day: date, pack: Pack) -> datetime:
    """The first moment that a book as of `day` knows nothing of."""
    return datetime.combine(day + timedelta(days=1), time.min, zone_of(pack))


def _counts(one: Stood) -> bool:
    return bool(one("visibility") != Visibility.SEALED and one("kind") != Kind.SPAM)


def _keep(found: AsOf, one: Stood, since: date, until: date) -> None:
    if _counts(one):
        found.stood.append(one)
    elif one("visibility") == Visibility.SEALED and since <= one("received_on") <= until:
        found.sealed += 1


def _in_days(one: Stood, since: date, until: date) -> Callable[[str], Any]:
    """Days outside the period fall into months outside it, so that what is counted by month is counted by day."""
    before = since.replace(day=1) - timedelta(days=1)
    later = (until.replace(day=1) + timedelta(days=32)).replace(day=1)

    def value(column: str) -> Any:
        held = one(column)
        if column not in _DAYS or held is None or since <= held <= until:
            return held
        return before if held < since else later

    return value


def _sum(found: Figures, counts: Counter[tuple[Any, ...]], since: date, until: date) -> None:
    for key, n in counts.items():
        book, measure, day, kind, sealed = key[0], key[1], key[2], key[4], key[-1]
        if sealed or not n or kind == Kind.SPAM or book == "queue":
            continue
        for counted in _counted(found, key):
            if since.replace(day=1) <= day <= until and measure.partition(":")[0] in _SAID:
                counted.add(measure, n)
            elif day < since.replace(day=1) and measure in {"received", *_ENDS}:
                counted.carried += n if measure == "received" else -n
        if book in {"month", "unit"} and day in found.months and measure.partition(":")[0] in _SAID:
            found.months[day].add(measure, n)


def _counted(found: Figures, key: tuple[Any, ...]) -> Iterator[Counted]:
    """The groups that a kept figure counts in."""
    if key[0] == "month":
        yield found.total
        for name, place in _GROUPS:
            yield getattr(found, name).setdefault(key[place], Counted())
    elif key[0] == "unit":
        yield found.total
        yield found.units.setdefault(key[3], Counted())
    elif key[0] == "kind":
        yield found.kinds.setdefault(key[4], Counted())
    elif key[0] in _BOOKS:
        name, place = _BOOKS[key[0]]
        yield getattr(found, name).setdefault(key[place], Counted())


def _wait(found: Figures, one: Stood, day: date) -> None:
    for counted in (found.total, found.units.setdefault(one("unit_code"), Counted())):
        counted.waiting += 1
        counted.waiting_late += one("due_on") < day
        counted.oldest = min(filter(None, (counted.oldest, one("received_on"))), default=None)
