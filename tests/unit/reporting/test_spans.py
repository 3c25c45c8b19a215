"""Periods: by the calendar or from the 15th to the 14th, and reminders that no holiday swallows."""

from dataclasses import replace
from datetime import date

import pytest

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.reporting.periods.frozen import rule_of
from feedback_service.reporting.periods.reminding import reminder_days
from feedback_service.reporting.periods.spans import PeriodUnknown, name_of_period, span_of, supplement_of
from tests.builders.cases import shipped_pack


def test_a_quarter_by_the_plan_is_due_on_the_tenth_after_it() -> None:
    span = span_of("2026-q4", rule_of(shipped_pack()))
    assert (span.since, span.until, span.due_on) == (date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 10))


def test_by_the_decree_it_runs_from_the_15th_to_the_14th() -> None:
    rule = replace(rule_of(shipped_pack()), first_day=15, due_after=0, due_day=20)
    span = span_of("2026-Q1", rule)
    assert (span.since, span.until, span.due_on) == (date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 20))


@pytest.mark.parametrize("word", ["2026-Q5", "26-Q1", "", "2026-H2"])
def test_what_is_no_period_is_said_to_be_none(word: str) -> None:
    with pytest.raises(PeriodUnknown):
        span_of(word, rule_of(shipped_pack()))


def test_a_supplement_is_a_report_of_its_own() -> None:
    assert supplement_of("2026-Q1") == "2026-Q1-BS1"
    assert supplement_of("2026-Q1-BS1") == "2026-Q1-BS2"
    assert name_of_period("2026-9M-BS1") == "9 tháng năm 2026 (bổ sung lần 1)"


def test_a_reminder_on_a_day_off_comes_before_it_or_after_it() -> None:
    days = working_calendar(shipped_pack().calendar)
    found = dict(reminder_days(date(2026, 4, 10), (10, 5, 1), days))
    assert found["5"] == date(2026, 4, 3)  # the 5th is a Sunday
    assert found["-1"] == date(2026, 4, 13)  # the 11th is a Saturday
