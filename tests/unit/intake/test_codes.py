"""Codes that are dictated over bad lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.intake.codes import CHECK_LETTERS, check_letter, new_code, read_code

digits = st.text("0123456789", min_size=7, max_size=7)


def test_the_code_of_the_contract_is_a_code() -> None:
    assert read_code("EK-4827-193K", "EK") == "EK-4827-193K"


@pytest.mark.parametrize(
    "typed",
    [
        "ek4827193k",
        "4827193K",
        " 4827-193 k ",
        "EK 4827 193K",
        "EK.4827.193.K",
        "ek–4827–193k",
        "EK-4827-l93K",
    ],
)
def test_it_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed, "EK") == "EK-4827-193K"


@pytest.mark.parametrize(
    "typed", ["", "EK", "EK-4827-193", "XX-4827-193K", "4827193KK", "mã của tôi", "E" * 500, "٤٨٢٧١٩٣K"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed, "EK") is None


def test_letters_for_figures_are_understood() -> None:
    code = f"000{'1234'}"
    assert read_code(f"OoO1234{check_letter(code)}", "EK") == f"EK-0001-234{check_letter(code)}"


@given(digits, st.integers(0, 6), st.sampled_from("0123456789"))
def test_one_wrong_figure_is_noticed(code: str, place: int, wrong: str) -> None:
    changed = code[:place] + wrong + code[place + 1 :]
    assert (check_letter(changed) == check_letter(code)) == (changed == code)


@given(digits, st.integers(0, 5))
def test_two_figures_swapped_are_noticed(code: str, place: int) -> None:
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (check_letter(swapped) == check_letter(code)) == (swapped == code)


def test_no_check_letter_looks_like_a_figure() -> None:
    assert not set(CHECK_LETTERS) & set("OILZSBGDQ")
    assert len(set(CHECK_LETTERS)) == 11


def test_new_codes_do_not_count_upwards() -> None:
    codes = {new_code("EK") for _ in range(200)}
    assert len(codes) > 195
    assert all(read_code(code, "EK") == code for code in codes)
