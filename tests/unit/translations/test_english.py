"""English is complete: `make messages`, then translate what is empty in feedback_service/translations/en."""

import re

from tests.unit.translations.catalogues import asked_for, catalogue, entries, forms

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
ACCENTED = re.compile(r"[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
# Words of the law and of the place, kept in brackets; how people are addressed; a field of an answer's template.
GLOSSED = {"tố", "cáo", "giác", "thôn", "buôn", "ông", "bà", "ngày", "làm"} | {
    *("hoặc", "trên", "nghìn", "ngàn", "lẻ"),  # how a Vietnamese bulletin is spoken
    *("nđ", "ê", "đê"),  # the name of a decree, and of a people
}


def test_every_sentence_has_an_english_one() -> None:
    assert [msgid for msgid, message in entries("en").items() if not all(forms(message.string))] == []


def test_no_translation_is_a_guess() -> None:
    assert [msgid for msgid, message in entries("en").items() if message.fuzzy] == []


def test_the_catalogue_has_what_the_sources_ask_for_and_nothing_else() -> None:
    asked, there = set(asked_for()), set(entries("en"))
    assert (asked - there, there - asked) == (set(), set())


def test_both_sides_name_the_same_values() -> None:
    unequal = [
        (msgid, form)
        for msgid, message in entries("en").items()
        for form in forms(message.string)
        if sorted(set(PLACEHOLDER.findall(msgid))) != sorted(set(PLACEHOLDER.findall(form)))
    ]
    assert unequal == []


def test_one_and_many_are_both_said() -> None:
    assert catalogue("en").num_plurals == 2
    assert [
        m.id for m in entries("en").values() if isinstance(m.id, tuple) and len(forms(m.string)) != 2
    ] == []


def test_no_vietnamese_is_left_in_the_english() -> None:
    words = {
        word
        for message in entries("en").values()
        for form in forms(message.string)
        for word in re.findall(r"\w+", form.lower())
        if ACCENTED.search(word)
    }
    assert words - GLOSSED == set()


def test_a_sentence_ends_as_the_vietnamese_one_does() -> None:
    """Pieces are put side by side in templates: a stop or a colon that is lost runs two together."""
    uneven = [
        (msgid, form)
        for msgid, message in entries("en").items()
        for form in forms(message.string)
        if msgid[-1] in ".:?…" and form[-1] not in ".:?…"
    ]
    assert uneven == []
