"""When who hears of a limit: two working days before, on the day, one working day late, three. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from feedback_service.handling.deadlines.working_days import WorkingCalendar

_ONE = timedelta(days=1)


class WarningStep(StrEnum):
    BEFORE = "before"  # the officer
    DUE = "due"  # the head of the unit
    LATE_1 = "late_1"  # the head of the office that the pack names
    LATE_3 = "late_3"  # the leaders


@dataclass(frozen=True, slots=True)
class Window:
    """The days due, both included, whose clocks are at this step. What is later than the last step by more than two
    weeks was so before anybody warned: nobody is told of it by mail any more, the lists show it."""

    step: WarningStep
    first: date
    last: date


FORGOTTEN = timedelta(days=14)


def windows(today: date, days: WorkingCalendar) -> tuple[Window, ...]:
    """For a working day. A step that a weekend or a stopped worker slept through is told later, once."""
    one_late, three_late = today - _ONE, _late_by(3, today, days)
    return (
        Window(WarningStep.BEFORE, today + _ONE, days.add_working_days(today, 2)),
        Window(WarningStep.DUE, today, today),
        Window(WarningStep.LATE_1, one_late - FORGOTTEN, one_late),
        Window(WarningStep.LATE_3, three_late - FORGOTTEN, three_late),
    )


def _late_by(amount: int, today: date, days: WorkingCalendar) -> date:
    """The last day due that is `amount` working days ago."""
    day = today
    while days.working_days_between(day, today) < amount:
        day -= _ONE
    return day
