"""On which day a message counts as received. The moment it came is kept beside it; both are shown."""

from datetime import date, datetime, time, tzinfo

from feedback_service.handling.deadlines.working_days import WorkingCalendar, working_calendar
from feedback_service.pack.model import Calendar


def received_on(moment: datetime, calendar: Calendar, zone: tzinfo) -> date:
    """The local day of `moment` (aware), or the next working day if it came after closing or on a day off.

    Only where the calendar says `after_hours_next_day`; else the local day, whatever the hour.
    """
    local = local_time(moment, zone)
    days = working_calendar(calendar)
    if not calendar.after_hours_next_day:
        return local.date()
    if is_after_closing(local, days):
        return days.next_working_day(local.date())
    return days.working_day_from(local.date())


def is_after_closing(local: datetime, days: WorkingCalendar) -> bool:
    """After the last closing time of a working day. The minute of closing still counts as open."""
    closes = days.closes(local.date())
    return closes is not None and days.is_working_day(local.date()) and to_the_minute(local) > closes


def to_the_minute(local: datetime) -> time:
    return time(local.hour, local.minute)


def local_time(moment: datetime, zone: tzinfo) -> datetime:
    """Raises ValueError for a moment without a time zone: the machine's zone must not decide a deadline."""
    if moment.tzinfo is None:
        raise ValueError(f"the moment has no time zone: {moment.isoformat()}")
    return moment.astimezone(zone)
