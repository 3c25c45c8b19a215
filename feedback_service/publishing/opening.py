"""Whether somebody answers the telephone now. Pure."""

from datetime import datetime, time

from feedback_service.handling.deadlines.working_days import SATURDAY, working_calendar
from feedback_service.pack.model import Calendar


def open_until(local: datetime, calendar: Calendar) -> time | None:
    """When the office closes, while it is open at this local time; None while it is closed.

    A Saturday that is made up for has the hours of a Monday.
    """
    if not working_calendar(calendar).is_working_day(local.date()):
        return None
    weekday = local.weekday() if local.weekday() < SATURDAY else 0
    for hours in calendar.hours:
        if hours.weekday == weekday and hours.opens <= local.time() < hours.closes:
            return hours.closes
    return None
