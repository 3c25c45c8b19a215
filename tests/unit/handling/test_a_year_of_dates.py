"""Every day of 2026 against a list of its working days that was written from the state's calendar, month by month.

Off beside weekends: 1-2/1, Tết 14-22/2, 27/4 (for Sunday 26/4), 30/4-1/5, 31/8-2/9, 24/11. Worked: 10/1, 22/8.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from feedback_service.handling.deadlines.promises import promise
from feedback_service.handling.deadlines.rule_choice import rule_for
from feedback_service.pack.model import DeadlineRule
from feedback_service.vocabulary import Clock, Counting, Kind
from tests.builders.calendars import VIETNAM
from tests.builders.cases import shipped_pack
from tests.builders.deadline_rules import a_rule

_WORKED = {
    1: "5 6 7 8 9 10 12 13 14 15 16 19 20 21 22 23 26 27 28 29 30",
    2: "2 3 4 5 6 9 10 11 12 13 23 24 25 26 27",
    3: "2 3 4 5 6 9 10 11 12 13 16 17 18 19 20 23 24 25 26 27 30 31",
    4: "1 2 3 6 7 8 9 10 13 14 15 16 17 20 21 22 23 24 28 29",
    5: "4 5 6 7 8 11 12 13 14 15 18 19 20 21 22 25 26 27 28 29",
    6: "1 2 3 4 5 8 9 10 11 12 15 16 17 18 19 22 23 24 25 26 29 30",
    7: "1 2 3 6 7 8 9 10 13 14 15 16 17 20 21 22 23 24 27 28 29 30 31",
    8: "3 4 5 6 7 10 11 12 13 14 17 18 19 20 21 22 24 25 26 27 28",
    9: "3 4 7 8 9 10 11 14 15 16 17 18 21 22 23 24 25 28 29 30",
    10: "1 2 5 6 7 8 9 12 13 14 15 16 19 20 21 22 23 26 27 28 29 30",
    11: "2 3 4 5 6 9 10 11 12 13 16 17 18 19 20 23 25 26 27 30",
    12: "1 2 3 4 7 8 9 10 11 14 15 16 17 18 21 22 23 24 25 28 29 30 31",
}
WORKED = [date(2026, month, int(day)) for month, days in _WORKED.items() for day in days.split()]
LAST = date(2026, 10, 15)  # so that every due lies within the year


def every_day() -> Iterator[date]:
    day = date(2026, 1, 1)
    while day <= LAST:
        yield day
        day += timedelta(days=1)


def worked_from(day: date) -> date:
    return next(one for one in WORKED if one >= day)


def due(rule: DeadlineRule, day: date) -> date:
    sent = datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)
    return promise(rule, sent, shipped_pack().calendar, VIETNAM).due


@pytest.mark.parametrize("amount", [1, 3, 5, 7, 10, 15])
def test_working_days_of_a_year(amount: int) -> None:
    rule = a_rule(amount)
    for day in every_day():
        assert due(rule, day) == WORKED[WORKED.index(worked_from(day)) + amount], day


@pytest.mark.parametrize("amount", [10, 30, 45])
def test_calendar_days_of_a_year_end_on_a_working_day(amount: int) -> None:
    rule = a_rule(amount, Counting.CALENDAR)
    for day in every_day():
        assert due(rule, day) == worked_from(worked_from(day) + timedelta(days=amount)), day


@pytest.mark.parametrize(
    ("kind", "clock", "start", "expected"),
    [
        (Kind.QUY_DINH_HC, Clock.ACKNOWLEDGE, date(2026, 2, 13), date(2026, 2, 27)),  # over Tết
        (Kind.KHIEU_NAI, Clock.ANSWER, date(2026, 2, 5), date(2026, 2, 23)),  # the tenth day lies in Tết
        (Kind.KHIEU_NAI, Clock.DECISION, date(2026, 3, 2), date(2026, 4, 1)),
        (Kind.KHIEU_NAI, Clock.DECISION, date(2026, 1, 20), date(2026, 2, 23)),
        (
            Kind.KHIEU_NAI,
            Clock.SEND_DECISION,
            date(2026, 8, 20),
            date(2026, 8, 24),
        ),  # Saturday 22/8 is worked
        (Kind.TO_CAO, Clock.ANSWER, date(2026, 2, 10), date(2026, 2, 26)),
        (Kind.TO_CAO, Clock.ACKNOWLEDGE, date(2026, 4, 24), date(2026, 5, 6)),
        (Kind.TO_CAO, Clock.DECISION, date(2026, 8, 3), date(2026, 9, 3)),
        (Kind.YEU_CAU_TT, Clock.ANSWER, date(2026, 1, 8), date(2026, 1, 12)),  # Saturday 10/1 is worked
        (Kind.TO_GIAC, Clock.ANSWER, date(2026, 2, 17), date(2026, 2, 17)),  # at once, also at Tết
    ],
)
def test_the_law_s_limits_counted_by_hand(kind: Kind, clock: Clock, start: date, expected: date) -> None:
    assert due(rule_for(kind, clock, start, shipped_pack().deadlines), start) == expected


def test_far_places_have_more_time_for_a_complaint() -> None:
    rules, day = shipped_pack().deadlines, date(2026, 3, 2)
    assert rule_for(Kind.KHIEU_NAI, Clock.DECISION, day, rules, remote=True).amount == 45
    assert rule_for(Kind.KHIEU_NAI, Clock.DECISION, day, rules).amount == 30
    assert rule_for(Kind.PHAN_ANH, Clock.ANSWER, day, rules, remote=True).amount == 5
