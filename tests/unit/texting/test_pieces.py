"""A long text, cut and put together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.intake.texting.pieces import assemble, read_piece

SYLLABLES = ["duong", "thon", "nghieng", "hu", "qua", "xa", "oi", "sua", "giup", "ba", "con", "nuoc", "chay"]


def test_a_label_is_read_and_taken_off() -> None:
    piece = read_piece("(2/3) xe may khong qua duoc")
    assert (piece.number, piece.total, piece.words) == (2, 3, "xe may khong qua duoc")


@pytest.mark.parametrize("text", ["20/11 nay", "3/2 a", "duong 1/2 bi hu", "24/7 on ao"])
def test_other_fractions_are_no_labels(text: str) -> None:
    assert read_piece(text).total == 0


@pytest.mark.parametrize(
    ("length", "full"), [(153, True), (160, True), (152, True), (140, False), (161, False)]
)
def test_a_piece_that_goes_on_fills_its_segment(length: int, full: bool) -> None:
    assert read_piece("a" * length).full is full


@given(st.lists(st.sampled_from(SYLLABLES), min_size=60, max_size=120), st.sampled_from([153, 160]))
def test_what_was_cut_at_full_segments_is_whole_again(words: list[str], size: int) -> None:
    text = " ".join(words)
    pieces = [read_piece(text[at : at + size]) for at in range(0, len(text), size)]
    assert assemble(pieces) == text


def test_two_words_that_met_where_a_gateway_trimmed_the_blank_stay_two() -> None:
    first = ("a " * 80)[:147] + "nghiem"
    assert assemble([read_piece(first), read_piece("trong lam")]).endswith("nghiem trong lam")
