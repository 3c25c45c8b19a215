"""The promised date after a pause: while the citizen is asked for more, the clock stands still."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from feedback_service.handling.deadlines.promises import end_of_day, roll_forward, year_unknown
from feedback_service.handling.deadlines.received import local_time, received_on, to_the_minute
from feedback_service.handling.deadlines.steps import Reason, Step, steps_between
from feedback_service.handling.deadlines.working_days import WorkingCalendar, working_calendar
from feedback_service.pack.model import Calendar
from feedback_service.vocabulary import Counting

A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class NewDue:
    """A moved promise: `due` and `due_at` as in Promise, and the steps to put beside those of the old one."""

    due: date
    due_at: datetime
    steps: tuple[Step, ...]


def resume(
    due_at: datetime,
    paused_from: datetime,
    resumed_at: datetime,
    counting: Counting,
    calendar: Calendar,
    zone: tzinfo,
) -> NewDue:
    """Moves a due by the time that the clock stood still, counted as the promise counts; never to earlier.

    The day of the question and the day on which the citizen's answer counts as received are days of an event:
    the first still ran, counting goes on the day after the second. So as many working days are left after the
    pause as before it. What was already late, or had to be done at once, stays. All moments are aware.
    """
    if counting == Counting.AT_ONCE or paused_from >= due_at or resumed_at <= paused_from:
        return _unmoved(due_at, zone)
    if counting == Counting.HOURS:
        return _moved_by_hours(due_at, paused_from, resumed_at, zone)
    due = last_day(due_at, zone)
    paused, resumed = local_time(paused_from, zone).date(), received_on(resumed_at, calendar, zone)
    days = working_calendar(calendar)
    move = _later_by_working_days if counting == Counting.WORKING else _later_by_days
    new_due, why = move(due, paused, resumed, days)
    stood = (Step(Reason.PAUSED, (paused,)), Step(Reason.RESUMED, (resumed,)))
    steps = (*stood, *why, *year_unknown(new_due, days), Step(Reason.DUE_MOVED, (new_due,)))
    return NewDue(new_due, end_of_day(new_due, zone), steps) if new_due > due else _unmoved(due_at, zone)


def last_day(due_at: datetime, zone: tzinfo) -> date:
    """The local day that `due_at` belongs to; 24:00 belongs to the day that it ends."""
    return local_time(due_at - A_MOMENT, zone).date()


def _later_by_working_days(
    due: date, paused: date, resumed: date, days: WorkingCalendar
) -> tuple[date, tuple[Step, ...]]:
    amount = days.working_days_between(paused, resumed)
    new_due = days.add_working_days(due, amount)
    return new_due, (Step(Reason.LATER_BY_WORKING_DAYS, amount=amount), *steps_between(due, new_due, days))


def _later_by_days(
    due: date, paused: date, resumed: date, days: WorkingCalendar
) -> tuple[date, tuple[Step, ...]]:
    new_due, rolled = roll_forward(due + (resumed - paused), days)
    return new_due, (Step(Reason.LATER_BY_DAYS, amount=(resumed - paused).days), *rolled)


def _moved_by_hours(due_at: datetime, paused_from: datetime, resumed_at: datetime, zone: tzinfo) -> NewDue:
    new = local_time(due_at + (resumed_at - paused_from), zone)
    moments = (
        (Reason.PAUSED_AT, local_time(paused_from, zone)),
        (Reason.RESUMED_AT, local_time(resumed_at, zone)),
        (Reason.DUE_MOVED_AT, new),
    )
    steps = tuple(Step(reason, (at.date(),), at=to_the_minute(at)) for reason, at in moments)
    return NewDue(new.date(), new.astimezone(UTC), steps)


def _unmoved(due_at: datetime, zone: tzinfo) -> NewDue:
    due = last_day(due_at, zone)
    return NewDue(due, due_at, (Step(Reason.DUE_STAYS, (due,)),))
