"""Vietnamese text made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.folding import compose, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đường HƯ, lầy lội", "duong hu, lay loi"),
        ("Y Nhuân Byă, H’Bia, buôn Čư Drăm", "y nhuan bya, h'bia, buon cu dram"),
        ("de\u0302\u0301n  \u00a0 nơi\n", "den noi"),
        ("đ\u200bè\u202en", "den"),
        ("сао", "cao"),
        ("ＥＡ ＫＮỐＰ", "ea knop"),
        ("a\x00b", "a b"),
        ("", ""),
    ],
)
def test_folding_takes_accents_case_and_tricks_away(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_composed_characters_know_where_they_came_from(text: str) -> None:
    composed = compose(text)
    assert len(composed.text) == len(composed.starts) == len(composed.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(composed.starts, composed.ends, strict=True)
    )


def test_a_word_is_found_again_in_the_original() -> None:
    text = "Xin de\u0300n đường"
    composed = compose(text)
    start = composed.text.index("đèn") if "đèn" in composed.text else composed.text.index("dèn")
    assert text[slice(*composed.span(start, start + 3))] == "de\u0300n"
