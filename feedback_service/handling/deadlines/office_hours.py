"""When somebody is at the office, by the hours and days off of the pack: for the telephone and for calls owed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import groupby

from feedback_service.handling.deadlines.received import local_time
from feedback_service.handling.deadlines.working_days import ONE_DAY, working_calendar
from feedback_service.pack.model import Calendar

Span = tuple[datetime, datetime]
_LONGEST_CLOSED = timedelta(days=60)  # a calendar that never opens must not be walked for ever
_WHOLE_DAY = (time(), time(23, 59))


def is_staffed(moment: datetime, calendar: Calendar, zone: tzinfo) -> bool:
    """Whether the office is open at `moment` (aware). Raises ValueError for a naive one."""
    local = local_time(moment, zone)
    return any(opens <= local < closes for opens, closes in _spans(local.date(), calendar, zone))


def next_opening(moment: datetime, calendar: Calendar, zone: tzinfo) -> datetime | None:
    """The next time the office opens after `moment`, local; None where the calendar knows no open day."""
    local = local_time(moment, zone)
    return next((opens for opens, _ in _from(local, calendar, zone) if opens > local), None)


def after_office_hours(moment: datetime, amount: timedelta, calendar: Calendar, zone: tzinfo) -> datetime:
    """UTC: when `amount` of open time has passed since `moment`. Without any open day, by the plain clock."""
    local, left = local_time(moment, zone), amount
    for opens, closes in _from(local, calendar, zone):
        begins = max(opens, local)
        if closes - begins >= left:
            return (begins + left).astimezone(UTC)
        left -= max(closes - begins, timedelta())
    return moment.astimezone(UTC) + amount


def day_hours(weekday: int, calendar: Calendar) -> tuple[tuple[time, time], ...]:
    """Opening and closing of a weekday. A made-up Saturday has none of its own: those of the longest day."""
    of_day = {day: tuple(spans) for day, spans in _by_weekday(calendar)}
    if not of_day:
        return (_WHOLE_DAY,)
    return of_day.get(weekday) or max(of_day.values(), key=lambda spans: spans[-1][1])


def _from(local: datetime, calendar: Calendar, zone: tzinfo) -> Iterator[Span]:
    day, last = local.date(), local.date() + _LONGEST_CLOSED
    while day <= last:
        yield from (span for span in _spans(day, calendar, zone) if span[1] > local)
        day += ONE_DAY


def _spans(day: date, calendar: Calendar, zone: tzinfo) -> Iterator[Span]:
    if working_calendar(calendar).is_working_day(day):
        for opens, closes in day_hours(day.weekday(), calendar):
            yield datetime.combine(day, opens, zone), datetime.combine(day, closes, zone)


def _by_weekday(calendar: Calendar) -> Iterator[tuple[int, Iterator[tuple[time, time]]]]:
    known = sorted(calendar.hours, key=lambda hours: (hours.weekday, hours.opens))
    for weekday, spans in groupby(known, key=lambda hours: hours.weekday):
        yield weekday, ((span.opens, span.closes) for span in spans)
