"""How long a code stays locked after wrong PINs."""

from datetime import timedelta

from feedback_service.intake.looking_up import LONGEST_WAIT, wait_after


def test_every_fifth_wrong_pin_locks() -> None:
    assert [bool(wait_after(number)) for number in range(11)] == [False] * 5 + [True] + [False] * 4 + [True]


def test_the_first_lock_is_a_quarter_of_an_hour_and_later_ones_longer() -> None:
    assert wait_after(5) == timedelta(minutes=15)
    assert wait_after(10) == timedelta(minutes=30)
    assert wait_after(5000) == LONGEST_WAIT
