"""What citizens type into the boxes."""

import pytest

from feedback_service.intake.phones import NotAPhoneNumber, is_mobile, to_e164
from feedback_service.intake.texts import kept


@pytest.mark.parametrize(
    "typed", ["0905 123 456", "0905.123.456", "+84905123456", "84905123456", "o9o5 123 456", "0084905123456"]
)
def test_a_number_is_understood_as_people_write_it(typed: str) -> None:
    assert to_e164(typed) == "+84905123456"


@pytest.mark.parametrize(
    "typed", ["", "1022", "VIETTEL", "0905 123", "0168 912 3456", "9" * 100, "gọi tôi nhé", "<script>"]
)
def test_what_cannot_be_called_is_refused(typed: str) -> None:
    with pytest.raises(NotAPhoneNumber):
        to_e164(typed)


def test_no_text_goes_to_a_landline() -> None:
    assert is_mobile("+84905123456")
    assert not is_mobile("+842623123456")
    assert not is_mobile("")


def test_words_are_kept_as_sent_but_for_what_is_no_text() -> None:
    assert kept("  Đường\x00 hư\r\nquá 😡 \u202eabc ") == "Đường hư\nquá 😡 \u202eabc"


def test_accents_typed_as_two_characters_become_one() -> None:
    assert kept("ddu\u031bo\u031b\u0300ng") == "ddường"
