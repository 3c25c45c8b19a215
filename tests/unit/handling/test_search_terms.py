"""What was typed into the search box."""

import pytest

from feedback_service.handling.search_terms import read_terms


@pytest.mark.parametrize("typed", ["EK-4827-193K", "ek4827193k", "4827193K", " 4827 193 k ", "EK–4827–193K"])
def test_a_code_is_a_code_however_it_is_typed(typed: str) -> None:
    assert read_terms(typed, "EK").code == "EK-4827-193K"


def test_the_letter_o_stands_for_zero() -> None:
    assert read_terms("ek-48o7-19IK", "EK").code == "EK-4807-191K"


@pytest.mark.parametrize("typed", ["0905 123 456", "+84905123456", "84905123456", "0905.123.456"])
def test_a_phone_is_one_number_however_it_is_typed(typed: str) -> None:
    assert read_terms(typed, "EK").phones[0] == "+84905123456"


@pytest.mark.parametrize("typed", ["", "đường thôn 5", "XY-4827-193K", "12", "'; DROP TABLE cases; --", "🙂"])
def test_everything_else_is_words(typed: str) -> None:
    terms = read_terms(typed, "EK")
    assert (terms.code, terms.phones) == ("", ())
    assert terms.words == typed.strip()
