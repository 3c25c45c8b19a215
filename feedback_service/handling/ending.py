"""The day on which a case ended, and how many working days it took: the one place that writes them."""

from datetime import datetime

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import local_day
from feedback_service.pack.model import Pack
from feedback_service.records import Case


def note_end(case: Case, pack: Pack, now: datetime, *, answered: bool = False) -> None:
    case.closed_on = local_day(now, pack)
    if answered:
        case.answered_on = case.closed_on
    case.days_taken = days_taken(case, pack)


def days_taken(case: Case, pack: Pack) -> int | None:
    """Working days after the day of receipt up to the end, as the commune's calendar has them; 0 on the same day.

    The days on which the citizen was asked and had not answered yet count: she waited all the same.
    """
    ended = case.answered_on or case.closed_on
    return working_calendar(pack.calendar).working_days_between(case.received_on, ended) if ended else None


def forget_end(case: Case) -> None:
    """It goes on."""
    case.answered_on = case.closed_on = case.days_taken = None
