"""The same counting done slowly, day by day, and without the code under test."""

from datetime import date, timedelta

from feedback_service.pack.model import Calendar


def is_off(day: date, calendar: Calendar) -> bool:
    if any(made_up.day == day for made_up in calendar.make_up_days):
        return False
    return day.isoweekday() in (6, 7) or any(holiday.day == day for holiday in calendar.holidays)


def slow_working_due(received: date, amount: int, calendar: Calendar) -> date:
    day, counted = received, 0
    while counted < amount:
        day += timedelta(days=1)
        counted += not is_off(day, calendar)
    return day


def slow_calendar_due(received: date, amount: int, calendar: Calendar) -> date:
    due = received + timedelta(days=amount)
    while is_off(due, calendar):
        due += timedelta(days=1)
    return due


def slow_count(after: date, until: date, calendar: Calendar) -> int:
    days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    return sum(not is_off(day, calendar) for day in days)
