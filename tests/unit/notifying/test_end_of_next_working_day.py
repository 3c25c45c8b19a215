"""Until when somebody is to be called whom a message did not reach."""

from datetime import datetime

import pytest

from feedback_service.notifying.failing import end_of_next_working_day
from tests.builders.calendars import VIETNAM, a_calendar


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-09T09:00", "2026-03-10T17:00"),  # Monday
        ("2026-03-06T20:00", "2026-03-09T17:00"),  # Friday evening
        ("2026-02-13T10:00", "2026-02-23T17:00"),  # before Tết
        ("2026-01-09T10:00", "2026-01-10T17:00"),  # a Saturday that is worked
        ("2026-03-09T23:59", "2026-03-10T17:00"),
    ],
)
def test_it_is_the_closing_of_the_first_working_day_after_today(now: str, due: str) -> None:
    found = end_of_next_working_day(datetime.fromisoformat(f"{now}+07:00"), a_calendar(), VIETNAM)
    assert found == datetime.fromisoformat(f"{due}+07:00")
