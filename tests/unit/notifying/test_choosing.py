"""Which gateway a message goes by."""

import pytest

from feedback_service.carrier.protocols import ErrorClass
from feedback_service.notifying.choosing import Way, choose, moves_on, others

PHONE, NAME = Way("phone", idempotent=True), Way("name", brand_name=True)


def test_the_first_of_the_setting_is_taken() -> None:
    assert choose([PHONE, NAME]) == PHONE
    assert choose([NAME, PHONE]) == NAME


def test_the_one_that_the_citizen_wrote_to_comes_first() -> None:
    assert choose([NAME, PHONE], prefer="phone") == PHONE


def test_one_that_refused_the_message_is_passed_over() -> None:
    assert choose([PHONE, NAME], prefer="phone", refused_by=["phone"]) == NAME


def test_one_that_is_down_is_passed_over_while_there_is_another() -> None:
    down = Way("phone", down=True)
    assert choose([down, NAME]) == NAME
    assert choose([down]) == down


def test_a_dead_gateway_is_better_than_one_that_refused() -> None:
    assert choose([PHONE, Way("name", down=True)], refused_by=["phone"]).name == "name"


def test_what_asks_for_a_reply_goes_where_one_can_reply() -> None:
    assert choose([NAME, PHONE], asks_reply=True) == PHONE
    assert choose([NAME], asks_reply=True) == NAME


@pytest.mark.parametrize(
    ("error", "attempts", "left_before", "moves"),
    [
        (ErrorClass.CONFIGURATION, 1, (), True),
        (ErrorClass.ELSEWHERE, 1, (), True),
        (ErrorClass.TEMPORARY, 1, (), False),
        (ErrorClass.TEMPORARY, 3, (), True),
        (ErrorClass.TEMPORARY, 4, ("phone",), False),
        (ErrorClass.PERMANENT, 9, (), False),
        (ErrorClass.OPTED_OUT, 9, (), False),
    ],
)
def test_a_message_leaves_its_gateway_by_what_went_wrong(
    error: ErrorClass, attempts: int, left_before: tuple[str, ...], moves: bool
) -> None:
    assert moves_on(error, attempts, left_before) is moves


def test_another_is_one_that_has_not_had_its_turn() -> None:
    assert others(["phone", "name"], "phone", [])
    assert not others(["phone", "name"], "phone", ["name"])
    assert not others(["phone"], "phone", [])
