"""The parts of a year in which something of a medium is due. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from feedback_service.vocabulary import Every


class Standing(StrEnum):
    """How a span stands. What is due is judged when the span is over, never before."""

    DONE = "done"
    PART = "part"  # over, and less was done than is due
    MISSED = "missed"  # over, and nothing was done
    RUNNING = "running"
    AHEAD = "ahead"
    BEFORE = "before"  # over before the commune used this service: nobody could write it down


@dataclass(frozen=True, slots=True)
class Span:
    """Both days counted."""

    first: date
    last: date


def spans(every: Every, year: int) -> Iterator[Span]:
    """In order. Weeks begin on Monday and belong to the year of their Thursday, as in ISO 8601."""
    match every:
        case Every.WEEK:
            yield from _weeks(year)
        case Every.MONTH:
            yield from _months(year, 1)
        case Every.QUARTER:
            yield from _months(year, 3)
        case Every.YEAR:
            yield from _months(year, 12)


def _weeks(year: int) -> Iterator[Span]:
    monday = date.fromisocalendar(year, 1, 1)
    while monday.isocalendar().year == year:
        yield Span(monday, monday + timedelta(days=6))
        monday += timedelta(days=7)


def _months(year: int, length: int) -> Iterator[Span]:
    for month in range(1, 13, length):
        after = date(year + 1, 1, 1) if month + length > 12 else date(year, month + length, 1)
        yield Span(date(year, month, 1), after - timedelta(days=1))


def standing(span: Span, done: int, due: int, today: date, in_use_since: date = date.min) -> Standing:
    if done >= due:
        return Standing.DONE
    if span.last < in_use_since:
        return Standing.BEFORE
    if today < span.first:
        return Standing.AHEAD
    if today <= span.last:
        return Standing.RUNNING
    return Standing.PART if done else Standing.MISSED
