"""Thanks and OK are recognised where nothing else is said."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback_service.intake.texting.courtesy import Courtesy, courtesy_of

DATA = Path(__file__).parents[2] / "data"
SENTENCES = [
    json.loads(line)["text"]
    for file in ("messages-dev.jsonl", "messages-own.jsonl", "dangers-own.jsonl")
    for line in (DATA / file).read_text().splitlines()
]


@pytest.mark.parametrize(
    "text",
    [
        "cam on",
        "Cảm ơn cán bộ nhiều nhé",
        "tks",
        "Thanks",
        "thank you",
        "Dạ em cảm ơn anh chị nhiều ạ",
        "ok cam on xa",
        "Xin chân thành cảm ơn UBND xã!",
        "cảm ơn 🙏",
        "🙏",
        "❤️",
    ],
)
def test_thanks_are_thanks(text: str) -> None:
    assert courtesy_of(text) is Courtesy.THANKS


@pytest.mark.parametrize(
    "text",
    ["ok", "OK ạ", "Oke em", "da", "Dạ", "vang a", "Vâng ạ.", "u", "dc roi a", "Dạ đúng rồi ạ", "👍", "👍🏽"],
)
def test_assent_is_assent(text: str) -> None:
    assert courtesy_of(text) is Courtesy.ASSENT


@pytest.mark.parametrize(
    "text",
    [
        "cam on, nhung duong van hong",
        "cam on chi Hoa o mot cua lam nhanh",
        "cảm ơn xã đã sửa đường",
        "ok nhung bao gio xong",
        "được chưa?",
        "ok?",
        "bui da",
        "da lo xuong duong",
        "khong",
        "chua",
        "o thon 5",
        "👍 duong hong",
        "😡",
        "...",
        "",
        "vang nha het roi ba con oi",
    ],
)
def test_what_says_more_is_no_mere_courtesy(text: str) -> None:
    assert courtesy_of(text) is None


def test_no_real_sentence_is_a_courtesy() -> None:
    assert [sentence for sentence in SENTENCES if courtesy_of(sentence)] == []


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text: str) -> None:
    courtesy_of(text)


@pytest.mark.parametrize("text", ["da " * 26 + "x", "cam on " * 11 + "x", "roi a " * 13 + "?"])
def test_much_of_the_same_takes_no_time(text: str) -> None:
    assert courtesy_of(text) is None
