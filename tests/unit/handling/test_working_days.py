from datetime import date

import pytest

from feedback_service.handling.deadlines.working_days import working_calendar
from tests.builders.calendars import a_calendar

DAYS = working_calendar(a_calendar())


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 16), False),  # Tết
        (date(2026, 2, 22), False),  # the Sunday after it
        (date(2026, 1, 2), False),  # swapped with
        (date(2026, 1, 10), True),  # this Saturday
        (date(2026, 8, 22), True),  # made up for 31/8
        (date(2026, 4, 27), False),  # Giỗ Tổ fell on the Sunday before
        (date(2026, 11, 24), False),  # from 2026
        (date(2025, 11, 24), True),
    ],
)
def test_the_state_works_on_the_days_of_its_calendar(day: date, worked: bool) -> None:
    assert DAYS.is_working_day(day) is worked


def test_no_working_day_added_to_a_day_off_is_the_next_one_worked() -> None:
    assert DAYS.add_working_days(date(2026, 2, 14), 0) == date(2026, 2, 23)
    assert DAYS.add_working_days(date(2026, 2, 13), 0) == date(2026, 2, 13)


def test_the_next_working_day_after_a_friday_may_be_a_made_up_saturday() -> None:
    assert DAYS.next_working_day(date(2026, 8, 21)) == date(2026, 8, 22)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        DAYS.add_working_days(date(2026, 2, 13), -1)


def test_a_calendar_is_prepared_once() -> None:
    calendar = a_calendar()
    assert working_calendar(calendar) is working_calendar(calendar)
