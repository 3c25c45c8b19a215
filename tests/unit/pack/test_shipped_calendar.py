"""The state's calendar 2025-2027, counted."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from feedback_service.pack.model import DayOff
from tests.unit.pack.shipped import shipped_pack

SATURDAY = 5


def days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def is_working(day: date) -> bool:
    calendar = shipped_pack().calendar
    off = {one.day for one in calendar.holidays}
    made_up = {one.day for one in calendar.make_up_days}
    return day in made_up or (day.weekday() < SATURDAY and day not in off)


def swaps() -> list[DayOff]:
    return [one for one in shipped_pack().calendar.holidays if "hoán đổi" in one.name]


# Each of these years has 261 weekdays. Off on weekdays:
# 2025: 1/1, five of Tết, 7/4, 30/4, 1/5, 2/5, 1/9, 2/9; made up 26/4.
# 2026: 1/1, 2/1, five of Tết, 27/4, 30/4, 1/5, 31/8, 1/9, 2/9, 24/11; made up 10/1 and 22/8.
# 2027: 1/1, five of Tết, 16/4, 30/4, 3/5, 2/9, 3/9, 24/11.
@pytest.mark.parametrize(("year", "working"), [(2025, 261 - 12 + 1), (2026, 261 - 14 + 2), (2027, 261 - 12)])
def test_a_year_has_its_working_days(year: int, working: int) -> None:
    assert sum(map(is_working, days_of(year))) == working


def test_tet_2026_is_nine_days_without_work() -> None:
    tet = [date(2026, 2, day) for day in range(14, 23)]
    assert not any(map(is_working, tet))
    assert is_working(date(2026, 2, 13))
    assert is_working(date(2026, 2, 23))


def test_a_day_swapped_away_is_made_up_on_a_saturday() -> None:
    made_up = shipped_pack().calendar.make_up_days
    assert len(swaps()) == len(made_up)
    assert {one.day.weekday() for one in made_up} == {SATURDAY}


@pytest.mark.parametrize("day", ["2025-04-26", "2026-01-10", "2026-08-22"])
def test_a_made_up_saturday_is_worked(day: str) -> None:
    assert is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2025-05-02", "2026-01-02", "2026-04-27", "2026-11-24", "2027-05-03"])
def test_a_weekday_off_is_not_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() < SATURDAY
    assert not is_working(date.fromisoformat(day))


def test_what_the_state_has_not_decreed_yet_is_unverified() -> None:
    calendar = shipped_pack().calendar
    assert all(one.unverified for one in calendar.holidays if one.day.year == 2027)
    assert {one.day for one in calendar.make_up_days if one.unverified} == {date(2026, 8, 22)}


def test_every_day_off_says_where_it_comes_from() -> None:
    calendar = shipped_pack().calendar
    assert all(one.name and one.source for one in (*calendar.holidays, *calendar.make_up_days))


def test_offices_are_open_on_five_days_mornings_and_afternoons() -> None:
    assert sorted(one.weekday for one in shipped_pack().calendar.hours) == sorted([*range(5)] * 2)
