"""When somebody is at the office, and when four hours of somebody's work are over."""

from datetime import UTC, datetime, timedelta

import pytest

from feedback_service.handling.deadlines.office_hours import after_office_hours, is_staffed, next_opening
from tests.builders.calendars import VIETNAM, a_calendar

CALENDAR = a_calendar()
FOUR = timedelta(hours=4)


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("moment", "staffed"),
    [
        ("2026-03-02T07:29", False),
        ("2026-03-02T07:30", True),
        ("2026-03-02T11:29", True),
        ("2026-03-02T12:00", False),  # noon
        ("2026-03-02T16:59", True),
        ("2026-03-02T17:00", False),
        ("2026-02-17T09:00", False),  # Tết
        ("2026-03-07T09:00", False),  # Saturday
        ("2026-01-10T09:00", True),  # a Saturday that is made up
    ],
)
def test_the_office_is_staffed_in_its_hours_on_working_days(moment: str, staffed: bool) -> None:
    assert is_staffed(here(moment), CALENDAR, VIETNAM) is staffed


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-03-02T06:00", "2026-03-02T07:30"),
        ("2026-03-02T12:00", "2026-03-02T13:30"),
        ("2026-03-06T18:00", "2026-03-09T07:30"),
        ("2026-02-15T10:00", "2026-02-23T07:30"),  # over Tết
    ],
)
def test_the_next_opening_skips_nights_weekends_and_holidays(moment: str, opens: str) -> None:
    assert next_opening(here(moment), CALENDAR, VIETNAM) == here(opens)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        ("2026-03-02T07:30", "2026-03-02T11:30"),
        ("2026-03-02T09:00", "2026-03-02T15:00"),  # over noon
        ("2026-03-02T16:00", "2026-03-03T10:30"),  # over night
        ("2026-03-06T22:00", "2026-03-09T11:30"),  # from Friday night
        ("2026-02-14T22:00", "2026-02-23T11:30"),  # from before Tết
    ],
)
def test_four_office_hours_are_counted_only_while_it_is_open(moment: str, due: str) -> None:
    assert after_office_hours(here(moment), FOUR, CALENDAR, VIETNAM) == here(due).astimezone(UTC)


def test_an_office_without_hours_is_there_all_day_on_working_days() -> None:
    calendar = a_calendar(with_hours=False)
    assert is_staffed(here("2026-03-02T22:00"), calendar, VIETNAM)
    assert not is_staffed(here("2026-03-07T10:00"), calendar, VIETNAM)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        is_staffed(datetime(2026, 3, 2, 9, 0), CALENDAR, VIETNAM)  # noqa: DTZ001
