"""A code over the telephone: each sign by a name that no other sign has."""

from feedback_service.intake.codes import CHECK_LETTERS
from feedback_service.intake.dictation import DIGITS, LETTERS, spoken, spoken_code


def test_a_code_is_read_in_four_breaths() -> None:
    assert spoken_code("EK-4827-193K") == "e ca, bốn tám hai bảy, một chín ba, ca"


def test_a_pin_keeps_its_leading_zero() -> None:
    assert spoken("0462") == "không bốn sáu hai"


def test_no_two_signs_sound_alike() -> None:
    names = [*DIGITS, *LETTERS.values()]
    assert len(names) == len(set(names))


def test_every_check_letter_can_be_said() -> None:
    assert all(spoken(letter) for letter in CHECK_LETTERS)


def test_what_is_no_letter_and_no_digit_is_not_said() -> None:
    assert spoken("4 ٤²-?") == "bốn"
