"""Months, by their first day."""

from collections.abc import Iterator
from datetime import date, timedelta


def months_between(since: date, until: date) -> Iterator[date]:
    """The first day of each month, both ends included."""
    for number in range(_number(since), _number(until) + 1):
        yield date(number // 12, number % 12 + 1, 1)


def months_back(day: date, amount: int) -> date:
    """The first day of the month `amount` months before that of `day`."""
    number = _number(day) - amount
    return date(number // 12, number % 12 + 1, 1)


def last_day(day: date) -> date:
    """Of its month."""
    return months_back(day, -1) - timedelta(days=1)


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1
