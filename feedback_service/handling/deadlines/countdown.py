"""How long is left, in working days: for the queue, the case page and the row of stitches."""

from dataclasses import dataclass
from datetime import date

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.pack.model import Calendar


@dataclass(frozen=True, slots=True)
class Stitches:
    """Working days to draw: `used` full, `left` hollow, `late` red. `used + left` is the promise."""

    used: int
    left: int
    late: int


def days_left(due: date, today: date, calendar: Calendar) -> int:
    """Working days after `today` up to and with `due`; 0 is today; negative is late.

    Past the due it is at least one day late, also on the days off that follow it.
    """
    days = working_calendar(calendar)
    if today <= due:
        return days.working_days_between(today, due)
    return -max(1, days.working_days_between(due, today))


def stitches(received: date, due: date, answered_or_today: date, calendar: Calendar) -> Stitches:
    """The working days of a promise, cut at the day of the answer or, while there is none, at today."""
    days = working_calendar(calendar)
    left = days_left(due, answered_or_today, calendar)
    used = days.working_days_between(received, min(due, answered_or_today))
    whole = days.working_days_between(received, due)
    return Stitches(used=used, left=whole - used, late=max(0, -left))
