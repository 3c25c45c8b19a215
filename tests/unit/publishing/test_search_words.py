"""What a query asks for, before any database sees it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.search import words_of


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Đường  NGẬP", ["duong", "ngap"]),
        ("nước/điện", ["nuoc", "dien"]),
        ("😀 \"'*", []),
        ("a_b-c", ["a", "b", "c"]),
    ],
)
def test_words_are_folded_and_cut_at_whatever_is_no_letter(query: str, words: list[str]) -> None:
    assert words_of(query) == words


@given(st.text())
def test_only_letters_and_figures_reach_the_query_language(query: str) -> None:
    assert all(word.isalnum() and len(word) <= 60 for word in words_of(query))
    assert len(words_of(query)) <= 12
