from datetime import date

import pytest

from feedback_service.handling.deadlines.countdown import Stitches, days_left, stitches
from tests.builders.calendars import a_calendar

CALENDAR = a_calendar()
RECEIVED, DUE = date(2026, 2, 13), date(2026, 2, 27)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 2, 13), 5),
        (date(2026, 2, 18), 5),  # Tết takes nothing away
        (date(2026, 2, 26), 1),
        (date(2026, 2, 27), 0),
        (date(2026, 2, 28), -1),  # a Saturday, and late all the same
        (date(2026, 3, 2), -1),
        (date(2026, 3, 3), -2),
    ],
)
def test_the_countdown_is_in_working_days(today: date, left: int) -> None:
    assert days_left(DUE, today, CALENDAR) == left


@pytest.mark.parametrize(
    ("day", "drawn"),
    [
        (date(2026, 2, 13), Stitches(used=0, left=5, late=0)),
        (date(2026, 2, 26), Stitches(used=4, left=1, late=0)),
        (date(2026, 2, 27), Stitches(used=5, left=0, late=0)),
        (date(2026, 3, 3), Stitches(used=5, left=0, late=2)),
        (date(2026, 2, 10), Stitches(used=0, left=5, late=0)),  # called before, written down later
    ],
)
def test_stitches_are_full_when_used_hollow_when_left_red_when_late(day: date, drawn: Stitches) -> None:
    assert stitches(RECEIVED, DUE, day, CALENDAR) == drawn
