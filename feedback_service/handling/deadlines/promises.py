"""The promised date: what a limit and a calendar make of the moment at which a message came."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from feedback_service.handling.deadlines.received import (
    is_after_closing,
    local_time,
    received_on,
    to_the_minute,
)
from feedback_service.handling.deadlines.step_words import in_words
from feedback_service.handling.deadlines.steps import Reason, Step, off_steps, steps_between
from feedback_service.handling.deadlines.working_days import (
    ONE_DAY,
    WorkingCalendar,
    days_of,
    working_calendar,
)
from feedback_service.pack.model import Calendar, DeadlineRule
from feedback_service.vocabulary import Counting


@dataclass(frozen=True, slots=True)
class Promise:
    """A date given to a citizen, with its reasons. Later changes of rule or calendar leave it as it is.

    `due` is the last day in time. `due_at` (UTC) is the moment from which on the case is late: 24:00 local
    time of `due`, which on a clock is the day after; for hours the moment itself. `days` are the working days
    of the promise, without the day of receipt.
    """

    received: date
    due: date
    due_at: datetime
    amount: int
    counting: Counting
    rule: str
    article: str
    days: tuple[date, ...]
    steps: tuple[Step, ...]

    @property
    def trace(self) -> tuple[str, ...]:
        """The reasons in Vietnamese, a line each; for another language see step_words.in_words."""
        return in_words(self.steps)


def promise(rule: DeadlineRule, start: datetime, calendar: Calendar, zone: tzinfo) -> Promise:
    """The promise for what came at `start`: aware, and the true start, also when a kind is corrected later.

    Days run from the day of receipt, which is not counted (BLDS 2015 Đ147). Working days skip days off; a
    limit in calendar days that ends on a day off ends with the next working day (Đ148). Hours, and what must
    be done at once, run from the moment itself and know no days off.
    Raises ValueError for a naive `start` or a negative amount.
    """
    if rule.amount < 0:
        raise ValueError(f"a limit cannot be negative: {rule.amount}")
    local = local_time(start, zone)
    match rule.counting:
        case Counting.HOURS:
            return _in_hours(rule, local, zone)
        case Counting.AT_ONCE:
            return _at_once(rule, local, zone)
        case Counting.WORKING | Counting.CALENDAR:
            return _in_days(rule, local, calendar, zone)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """24:00 local time of `day`, in UTC."""
    return datetime.combine(day + ONE_DAY, time(), tzinfo=zone).astimezone(UTC)


def roll_forward(last: date, days: WorkingCalendar) -> tuple[date, tuple[Step, ...]]:
    """The working day on which a limit ends whose last day is `last`, and why it moved, if it did."""
    due = days.working_day_from(last)
    if due == last:
        return due, ()
    run = tuple(days_of(last - ONE_DAY, due - ONE_DAY))
    return due, (Step(Reason.LAST_DAY_OFF, (last,)), *off_steps(run, days))


def year_unknown(due: date, days: WorkingCalendar) -> tuple[Step, ...]:
    """Says so when the calendar knows no holidays for the year of the date."""
    return () if due.year in days.years else (Step(Reason.YEAR_UNKNOWN, amount=due.year),)


def _in_days(rule: DeadlineRule, local: datetime, calendar: Calendar, zone: tzinfo) -> Promise:
    days = working_calendar(calendar)
    received = received_on(local, calendar, zone)
    count = _count_working_days if rule.counting == Counting.WORKING else _count_calendar_days
    due, why = count(rule.amount, received, days)
    steps = (*_receipt(local, received, days), *why, *year_unknown(due, days), Step(Reason.DUE, (due,)))
    return _promise(rule, received, due, end_of_day(due, zone), days.working_days(received, due), steps)


def _count_working_days(amount: int, received: date, days: WorkingCalendar) -> tuple[date, tuple[Step, ...]]:
    due = days.add_working_days(received, amount)
    counted = Step(Reason.WORKING_DAYS, days.working_days(received, due), amount)
    return due, (*steps_between(received, due, days), *((counted,) if amount else ()))


def _count_calendar_days(amount: int, received: date, days: WorkingCalendar) -> tuple[date, tuple[Step, ...]]:
    last = received + timedelta(days=amount)
    due, rolled = roll_forward(last, days)
    counted = Step(Reason.CALENDAR_DAYS, (received + ONE_DAY, last), amount)
    return due, (*((counted,) if amount else ()), *rolled)


def _receipt(local: datetime, received: date, days: WorkingCalendar) -> tuple[Step, ...]:
    """The day of receipt; before it, where that was another day, the arrival and what lay between."""
    came, receipt = local.date(), Step(Reason.RECEIVED, (received,))
    if came != received:
        reason = Reason.CAME_AFTER_CLOSING if is_after_closing(local, days) else Reason.CAME_ON_DAY_OFF
        arrival = Step(reason, (came,), at=to_the_minute(local))
        return (arrival, *steps_between(came - ONE_DAY, received, days), receipt)
    if days.is_working_day(received):
        return (*steps_between(received - ONE_DAY, received, days), receipt)
    return (receipt,)


def _in_hours(rule: DeadlineRule, local: datetime, zone: tzinfo) -> Promise:
    due_at = local.astimezone(UTC) + timedelta(hours=rule.amount)
    due = due_at.astimezone(zone)
    steps = (
        Step(Reason.RECEIVED_AT, (local.date(),), at=to_the_minute(local)),
        Step(Reason.HOURS, amount=rule.amount),
        Step(Reason.DUE_AT, (due.date(),), at=to_the_minute(due)),
    )
    return _promise(rule, local.date(), due.date(), due_at, (), steps)


def _at_once(rule: DeadlineRule, local: datetime, zone: tzinfo) -> Promise:
    """The day itself is the limit: a case that is late from its first second would tell nobody anything."""
    today = local.date()
    steps = (
        Step(Reason.RECEIVED_AT, (today,), at=to_the_minute(local)),
        Step(Reason.AT_ONCE),
        Step(Reason.DUE_THAT_DAY, (today,)),
    )
    return _promise(rule, today, today, end_of_day(today, zone), (), steps)


def _promise(
    rule: DeadlineRule,
    received: date,
    due: date,
    due_at: datetime,
    days: tuple[date, ...],
    steps: tuple[Step, ...],
) -> Promise:
    return Promise(
        received=received,
        due=due,
        due_at=due_at,
        amount=rule.amount,
        counting=rule.counting,
        rule=rule.code,
        article=rule.article,
        days=days,
        steps=steps,
    )
