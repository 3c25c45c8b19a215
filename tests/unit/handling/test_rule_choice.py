from datetime import date

import pytest

from feedback_service.handling.deadlines.rule_choice import NoDeadlineRule, rule_for
from feedback_service.vocabulary import Clock, Kind
from tests.builders.deadline_rules import a_rule

GENERAL = a_rule(10, code="general")
REPORTS = a_rule(5, code="reports", kind=Kind.PHAN_ANH, valid_until=date(2026, 6, 30))
REPORTS_LATER = a_rule(4, code="reports-later", kind=Kind.PHAN_ANH, valid_from=date(2026, 7, 1))
TRIAGE = a_rule(1, code="triage", clock=Clock.TRIAGE)
RULES = (GENERAL, REPORTS, REPORTS_LATER, TRIAGE)


def test_a_kinds_own_rule_comes_before_the_general_one() -> None:
    assert rule_for(Kind.PHAN_ANH, Clock.ANSWER, date(2026, 6, 30), RULES) is REPORTS
    assert rule_for(Kind.HOI_DAP, Clock.ANSWER, date(2026, 6, 30), RULES) is GENERAL


def test_the_rule_of_the_day_of_receipt_counts() -> None:
    assert rule_for(Kind.PHAN_ANH, Clock.ANSWER, date(2026, 7, 1), RULES) is REPORTS_LATER


def test_of_two_rules_in_force_the_younger_one_counts() -> None:
    younger = a_rule(7, kind=Kind.PHAN_ANH, valid_from=date(2026, 3, 1))
    assert rule_for(Kind.PHAN_ANH, Clock.ANSWER, date(2026, 4, 1), (REPORTS, younger)) is younger


def test_each_clock_has_its_own_rules() -> None:
    assert rule_for(Kind.PHAN_ANH, Clock.TRIAGE, date(2026, 7, 1), RULES) is TRIAGE


def test_a_kind_not_known_yet_takes_the_general_rule() -> None:
    assert rule_for(None, Clock.ANSWER, date(2026, 7, 1), RULES) is GENERAL


def test_a_missing_rule_is_said_with_kind_clock_and_day() -> None:
    with pytest.raises(NoDeadlineRule, match="kind khen, clock answer, on 2024-12-31"):
        rule_for(Kind.KHEN, Clock.ANSWER, date(2024, 12, 31), RULES)
