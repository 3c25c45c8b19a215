"""Until when the hotline answers today."""

from datetime import datetime, time

from feedback_service.pack.model import Calendar, DayOff, Hours
from feedback_service.publishing.opening import open_until

MORNING, AFTERNOON = (time(7), time(11, 30)), (time(13), time(17))
OFFICE = tuple(Hours(day, *hours) for day in range(5) for hours in (MORNING, AFTERNOON))
MADE_UP, HOLIDAY = DayOff(datetime(2026, 3, 7).date(), "làm bù"), DayOff(datetime(2026, 3, 3).date(), "nghỉ")  # noqa: DTZ001
CALENDAR = Calendar((HOLIDAY,), (MADE_UP,), OFFICE)


def at(day: int, hour: int, minute: int = 0) -> time | None:
    return open_until(datetime(2026, 3, day, hour, minute), CALENDAR)  # noqa: DTZ001  local time


def test_it_closes_at_noon_and_in_the_evening() -> None:
    assert (at(2, 9), at(2, 11, 30), at(2, 13), at(2, 17)) == (time(11, 30), None, time(17), None)


def test_nobody_answers_on_a_holiday_or_a_sunday() -> None:
    assert (at(3, 9), at(8, 9)) == (None, None)


def test_a_saturday_that_is_made_up_for_has_hours() -> None:
    assert at(7, 9) == time(11, 30)
