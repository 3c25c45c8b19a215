"""When a message is tried again."""

from datetime import timedelta

import pytest

from feedback_service.carrier.protocols import ErrorClass
from feedback_service.carrier.twilio_errors import ERROR_CLASSES, error_class
from feedback_service.notifying.retrying import AFTER_REFUSAL, AFTER_UNDELIVERED, ask_again_after, next_delay

FRESH = timedelta(0)


def seconds(error: ErrorClass, attempts: int, retry_after: int | None = None) -> float:
    delay = next_delay(AFTER_REFUSAL[error], attempts, FRESH, 0, retry_after)
    assert delay is not None
    return delay.total_seconds()


def test_each_attempt_waits_longer_and_the_last_delay_repeats() -> None:
    assert [seconds(ErrorClass.TEMPORARY, n) for n in (1, 2, 3, 4, 5)] == [60, 300, 1800, 7200, 7200]


def test_the_provider_s_own_word_counts_where_it_asks_for_more() -> None:
    assert seconds(ErrorClass.BUSY, 1, retry_after=120) == 120
    assert seconds(ErrorClass.BUSY, 5, retry_after=1) == 600


def test_messages_that_were_refused_together_do_not_come_back_together() -> None:
    rule = AFTER_REFUSAL[ErrorClass.BUSY]
    assert len({next_delay(rule, 1, FRESH, number) for number in range(10)}) == 10


@pytest.mark.parametrize("error", [ErrorClass.PERMANENT, ErrorClass.OPTED_OUT])
def test_what_will_not_work_is_not_tried_again(error: ErrorClass) -> None:
    assert next_delay(AFTER_REFUSAL.get(error), 1, FRESH, 0) is None


def test_a_day_is_enough_for_a_passing_fault_and_a_wrong_setting_gets_three() -> None:
    age = timedelta(hours=30)
    assert next_delay(AFTER_REFUSAL[ErrorClass.TEMPORARY], 3, age, 0) is None
    assert next_delay(AFTER_REFUSAL[ErrorClass.CONFIGURATION], 3, age, 0) is not None


def test_what_the_handset_did_not_take_is_tried_twice_more() -> None:
    rule = AFTER_UNDELIVERED[ErrorClass.TEMPORARY]
    assert [next_delay(rule, n, FRESH, 0) is not None for n in (1, 2, 3)] == [True, True, False]


def test_a_provider_is_asked_after_a_minute_then_rarer_then_no_more() -> None:
    assert ask_again_after(timedelta(seconds=70)) == timedelta(minutes=1)
    assert ask_again_after(timedelta(hours=4)) == timedelta(hours=2)
    assert ask_again_after(timedelta(days=3)) is None


def test_a_code_that_is_not_in_the_table_is_temporary() -> None:
    assert error_class("99999") == ErrorClass.TEMPORARY


@pytest.mark.parametrize("code", ["21610", "21614", "20003", "21611"])
def test_the_codes_that_matter_are_in_the_table(code: str) -> None:
    assert code in ERROR_CLASSES
