"""How far the law lets a limit be moved, and how often."""

from datetime import date

from feedback_service.handling.deadlines.extensions import extended, room, rule_of
from feedback_service.handling.deadlines.step_words import in_words
from feedback_service.vocabulary import Counting
from tests.builders.calendars import VIETNAM, a_calendar
from tests.builders.cases import shipped_pack

CALENDAR = a_calendar()
RULES = shipped_pack().deadlines


def test_a_denunciation_may_be_extended_twice_by_thirty_days() -> None:
    rule = rule_of("to-cao-giai-quyet", RULES)
    first = room(rule, date(2026, 4, 1), 0, CALENDAR)
    assert first is not None
    assert (first.last, first.time, first.times) == (date(2026, 5, 4), 1, 2)  # 1/5 is off, then a weekend
    second = room(rule, date(2026, 5, 4), 1, CALENDAR)
    assert second is not None
    assert second.last == date(2026, 6, 3)
    assert room(rule, date(2026, 6, 3), 2, CALENDAR) is None


def test_an_information_request_goes_from_three_to_fifteen_days_and_then_once_more() -> None:
    rule = rule_of("yeu-cau-thong-tin", RULES)
    first = room(rule, date(2026, 3, 5), 0, CALENDAR)
    second = room(rule, date(2026, 3, 23), 1, CALENDAR)
    assert first is not None and second is not None
    assert (first.last, first.counting) == (date(2026, 3, 23), Counting.WORKING)
    assert (second.last, second.counting) == (date(2026, 4, 7), Counting.CALENDAR)


def test_a_limit_without_an_extension_has_no_room() -> None:
    assert room(rule_of("khieu-nai-thu-ly", RULES), date(2026, 3, 2), 0, CALENDAR) is None
    assert room(None, date(2026, 3, 2), 0, CALENDAR) is None


def test_the_trace_says_by_how_much() -> None:
    new = extended(date(2026, 2, 12), date(2026, 2, 24), Counting.WORKING, CALENDAR, VIETNAM)
    lines = in_words(new.steps)
    assert lines[0] == "gia hạn 3 ngày làm việc"
    assert lines[-1].startswith("hạn mới thứ Ba")
    assert any("Tết" in line for line in lines)
