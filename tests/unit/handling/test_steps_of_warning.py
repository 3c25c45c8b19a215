"""Whom a limit concerns on which day."""

from datetime import date

import pytest

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.limits.steps_of_warning import windows
from tests.builders.calendars import a_calendar

DAYS = working_calendar(a_calendar())


@pytest.mark.parametrize(
    ("today", "due", "steps"),
    [
        ("2026-03-02", "2026-03-04", ["before"]),
        ("2026-03-02", "2026-03-05", []),
        ("2026-02-12", "2026-02-23", ["before"]),  # two working days: Tết lies between
        ("2026-03-02", "2026-03-02", ["due"]),
        ("2026-03-03", "2026-03-02", ["late_1"]),
        ("2026-03-09", "2026-03-06", ["late_1"]),  # a weekend between is no lateness
        ("2026-03-05", "2026-03-02", ["late_1", "late_3"]),
        ("2026-03-04", "2026-03-02", ["late_1"]),
        ("2026-06-01", "2026-03-02", []),  # late since long before anybody warned
    ],
)
def test_the_step_of_a_day(today: str, due: str, steps: list[str]) -> None:
    found = windows(date.fromisoformat(today), DAYS)
    assert [one.step.value for one in found if one.first <= date.fromisoformat(due) <= one.last] == steps
