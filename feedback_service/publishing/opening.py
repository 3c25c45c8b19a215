"""Whether somebody answers the telephone now. Pure."""

from datetime import datetime

from feedback_service.handling.deadlines.working_days import SATURDAY, working_calendar
from feedback_service.pack.model import Calendar


def open_until(local: datetime, calendar: Calendar) -> str:
    """`17h00` while the office is open at this local time, empty while it is closed.

    A Saturday that is made up for has the hours of a Monday.
    """
    if not working_calendar(calendar).is_working_day(local.date()):
        return ""
    weekday = local.weekday() if local.weekday() < SATURDAY else 0
    for hours in calendar.hours:
        if hours.weekday == weekday and hours.opens <= local.time() < hours.closes:
            return f"{hours.closes.hour}h{hours.closes.minute:02d}"
    return ""
