"""Which days are working days, by the state's calendar of the pack."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from feedback_service.pack.model import Calendar

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """A pack calendar made ready for counting: look-ups are by set, spans by bisection.

    Where a day stands both as a holiday and as a made-up day, the made-up day wins: it is the later decision.
    """

    weekdays_off: tuple[date, ...]  # sorted; holidays that take a Monday to Friday away
    weekend_days_worked: tuple[date, ...]  # sorted; days that are made up on a Saturday or Sunday
    exceptions: frozenset[date]  # both of the above
    holiday_names: Mapping[date, str]
    closing: Mapping[int, time]  # by weekday, 0 is Monday
    closing_of_other_days: time | None  # None: the office has no hours, nothing comes too late
    years: frozenset[int]  # for which holidays are known

    def is_working_day(self, day: date) -> bool:
        return (day.weekday() < SATURDAY) != (day in self.exceptions)

    def working_day_from(self, day: date) -> date:
        """`day` itself if it is worked, else the first one after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self.working_day_from(day + ONE_DAY)

    def add_working_days(self, day: date, amount: int) -> date:
        """The last of `amount` working days after `day`, which is not counted itself (BLDS 2015 Đ147 k2).

        With 0: `day`, or the next working day where `day` is off. Raises ValueError below 0.
        """
        if amount < 0:
            raise ValueError(f"a limit cannot be negative: {amount}")
        if amount == 0:
            return self.working_day_from(day)
        for _ in range(amount):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; 0 when `until` is not later."""
        if until <= after:
            return 0
        weekdays = _weekdays_up_to(until) - _weekdays_up_to(after)
        off = _between(self.weekdays_off, after, until)
        return weekdays - off + _between(self.weekend_days_worked, after, until)

    def working_days(self, after: date, until: date) -> tuple[date, ...]:
        """The working days of (after, until]."""
        return tuple(day for day in days_of(after, until) if self.is_working_day(day))

    def closes(self, day: date) -> time | None:
        """Closing time. A made-up Saturday has no hours of its own and keeps those of the longest day."""
        return self.closing.get(day.weekday(), self.closing_of_other_days)


_prepared: dict[int, tuple[Calendar, WorkingCalendar]] = {}
_MOST_PREPARED = 8


def working_calendar(calendar: Calendar) -> WorkingCalendar:
    """Prepared once per calendar and process: it is on the path of every submission.

    Known by identity, since to hash sixty holidays at each look costs more than to count the days.
    """
    known = _prepared.get(id(calendar))
    if known and known[0] is calendar:
        return known[1]
    if len(_prepared) >= _MOST_PREPARED:
        _prepared.clear()
    _prepared[id(calendar)] = (calendar, _prepare(calendar))
    return _prepared[id(calendar)][1]


def _prepare(calendar: Calendar) -> WorkingCalendar:
    made_up = {off.day for off in calendar.make_up_days}
    weekdays_off = {off.day for off in calendar.holidays if off.day.weekday() < SATURDAY} - made_up
    worked = {day for day in made_up if day.weekday() >= SATURDAY}
    closing: dict[int, time] = {}
    for hours in calendar.hours:
        closing[hours.weekday] = max(hours.closes, closing.get(hours.weekday, hours.closes))
    return WorkingCalendar(
        weekdays_off=tuple(sorted(weekdays_off)),
        weekend_days_worked=tuple(sorted(worked)),
        exceptions=frozenset(weekdays_off | worked),
        holiday_names={off.day: off.name for off in calendar.holidays},
        closing=closing,
        closing_of_other_days=max(closing.values(), default=None),
        years=frozenset(off.day.year for off in calendar.holidays),
    )


def days_of(after: date, until: date) -> Iterator[date]:
    """Every day of (after, until]."""
    for number in range(after.toordinal() + 1, until.toordinal() + 1):
        yield date.fromordinal(number)


def _weekdays_up_to(day: date) -> int:
    """How many Mondays to Fridays from 1 January of year 1, a Monday, up to and with `day`."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * 5 + min(rest, 5)


def _between(days: tuple[date, ...], after: date, until: date) -> int:
    return bisect_right(days, until) - bisect_right(days, after)
