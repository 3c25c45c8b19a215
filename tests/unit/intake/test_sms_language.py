"""The words that a text may begin with."""

import pytest

from feedback_service.intake.texting.language import Command, read_command

CODE = "EK-4827-193K"


@pytest.mark.parametrize(
    "text", ["TC EK-4827-193K", "tc ek4827193k", "Tc: 4827 193k", "tc:ek 4827193k.", "TC EK-4827-l93K"]
)
def test_a_status_is_asked_for_in_many_ways(text: str) -> None:
    found = read_command(text, "EK")
    assert found is not None
    assert (found.word, found.code) == ("TC", CODE)


def test_words_are_added_with_their_accents() -> None:
    found = read_command("bs EK4827193K đường vẫn còn lầy", "EK")
    assert found is not None
    assert (found.word, found.code, found.rest) == ("BS", CODE, "đường vẫn còn lầy")


def test_a_rating_is_one_to_four() -> None:
    found = read_command("DG EK-4827-193K 3", "EK")
    assert found is not None
    assert (found.code, found.rest) == (CODE, "3")
    wrong = read_command("DG EK-4827-193K 7", "EK")
    assert wrong is not None
    assert wrong.rest == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Hủy", "HUY"),
        ("huy!", "HUY"),
        ("TROGIUP", "TROGIUP"),
        ("trợ giúp", "TROGIUP"),
        ("tiep tuc", "TIEPTUC"),
    ],
)
def test_accents_and_case_do_not_matter(text: str, word: str) -> None:
    assert read_command(text, "EK") == Command(word)


@pytest.mark.parametrize(
    "text", ["huy dong von trai phep o thon 5", "tc nong dan", "duong hu qua", "help me", "bs thu y"]
)
def test_a_complaint_that_begins_like_a_command_is_a_complaint(text: str) -> None:
    assert read_command(text, "EK") is None
