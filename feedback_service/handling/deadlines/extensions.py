"""How far a limit may be moved by law, and the promise after it was (gia hạn)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from feedback_service.handling.deadlines.pauses import NewDue
from feedback_service.handling.deadlines.promises import end_of_day, roll_forward, year_unknown
from feedback_service.handling.deadlines.steps import Reason, Step, steps_between
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.pack.model import Calendar, DeadlineRule, Extend
from feedback_service.vocabulary import Counting


@dataclass(frozen=True, slots=True)
class Room:
    """What the law leaves: the last day that may be chosen, by which article, and which time it would be of how many.

    `first` is the first working day after the day due now.
    """

    first: date
    last: date
    article: str
    time: int
    times: int
    counting: Counting


def rule_of(code: str, rules: Iterable[DeadlineRule]) -> DeadlineRule | None:
    return next((rule for rule in rules if rule.code == code), None)


def room(rule: DeadlineRule | None, due: date, granted: int, calendar: Calendar) -> Room | None:
    """None where the rule knows no extension, or all of them were given."""
    each = _each(rule.extend) if rule else ()
    if granted >= len(each):
        return None
    step, days = each[granted], working_calendar(calendar)
    if step.counting == Counting.WORKING:
        last = days.add_working_days(due, step.amount)
    else:
        last, _ = roll_forward(due + timedelta(days=step.amount), days)
    first = days.next_working_day(due)
    return Room(first, last, step.article, granted + 1, len(each), step.counting)


def extended(due: date, to: date, counting: Counting, calendar: Calendar, zone: tzinfo) -> NewDue:
    """The promise moved from `due` to `to`, with its reasons."""
    days = working_calendar(calendar)
    if counting == Counting.WORKING:
        why = Step(Reason.EXTENDED_BY_WORKING_DAYS, amount=days.working_days_between(due, to))
    else:
        why = Step(Reason.EXTENDED_BY_DAYS, amount=(to - due).days)
    between = steps_between(due, to, days) if counting == Counting.WORKING else ()
    steps = (why, *between, *year_unknown(to, days), Step(Reason.DUE_MOVED, (to,)))
    return NewDue(to, end_of_day(to, zone), steps)


def _each(extend: tuple[Extend, ...]) -> tuple[Extend, ...]:
    return tuple(step for step in extend for _ in range(step.times))
