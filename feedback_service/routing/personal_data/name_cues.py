"""What stands before a name and says that it is one, or that it is a street, a school, a company."""

from feedback_service.routing.personal_data.name_words import (
    FORERUNNERS,
    KIN,
    NAMED_BY,
    PLACE_LINKS,
    PLACES,
    PLAIN_STOPS,
    ROLES,
    STOPS,
    VILLAGES,
    words_of,
)
from feedback_service.routing.personal_data.words import Words

NAMED, KNOWN, LIKELY, NONE = 3, 2, 1, 0
_SELF = {"toi": "tôi", "em": "em", "chau": "cháu", "minh": "mình", "tui": "tui"}
_TELLS_LITTLE = frozenset(("co", "di", "cu", "mo", "gia", "duong", "con"))  # without accents: có, đi, cũ…
_MEANT = {"toi": "tôi", "la": "là", "ten": "tên"}  # not tới, lạ, tến
_LEADERS = words_of("hieu to doi nhom thon buon phong hoi lop chi bo ban pho xuong")
_NOT_A_SCHOOL = frozenset(("moi", "thi", "cong", "hien", "lap"))  # môi trường, thị trường…
_LINKS = 3


def cue(words: Words, index: int) -> int:
    """How surely the words before say that a person is named here."""
    if not words.introduced(index):
        return NONE
    before = words.low[index - 1]
    if words.typed(index - 1) not in (before, _MEANT.get(before, words.typed(index - 1))):
        return NONE
    pair = (words.low[index - 2] if index > 1 else "", before)
    if pair in NAMED_BY:
        return NAMED
    if pair in ROLES or (words.typed(index - 1) in {"trưởng", "truong"} and pair[0] in _LEADERS):
        return KNOWN
    if before in KIN:
        return _kin(words, index - 1)
    if before in _SELF and words.joined(index) and words.typed(index - 1) in (before, _SELF[before]):
        return KNOWN
    return LIKELY if before in FORERUNNERS else NONE


def is_alone(words: Words, index: int) -> bool:
    """`tôi tên Hùng`: one word is enough; not so after `con chó tên Bơ`."""
    return index > 1 and words.low[index - 1] == "ten" and words.low[index - 2] in (*_SELF, "nguoi")


def _kin(words: Words, index: int) -> int:
    before, typed = words.low[index], words.typed(index)
    if typed != before:
        return KNOWN if typed == KIN[before] else NONE
    if KIN[before] == before:
        return KNOWN
    return LIKELY if words.accented or before in _TELLS_LITTLE else KNOWN


def is_stop(words: Words, index: int) -> bool:
    """A word that no name goes on with, however it is written: thôn, số điện thoại, cửa hàng."""
    typed, low = words.typed(index), words.low[index]
    return typed in STOPS or (typed == low and low in PLAIN_STOPS)


def is_place(words: Words, index: int) -> bool:
    """A street, a school, a market… bears the name that begins here."""
    return _place_word(words, index) != ""


def is_village(words: Words, index: int) -> bool:
    """A thôn or an office of the commune: hardly ever named after a person with a middle name."""
    return _place_word(words, index) in VILLAGES


def _place_word(words: Words, index: int) -> str:
    for place in range(index - 1, max(-1, index - 2 - _LINKS), -1):
        if not words.joined(place + 1):
            return ""
        if words.typed(place) in PLACES:
            return "" if _is_no_school(words, place) else words.low[place]
        if words.low[place] not in PLACE_LINKS:
            return ""
    return ""


def _is_no_school(words: Words, place: int) -> bool:
    return words.low[place] == "truong" and place > 0 and words.low[place - 1] in _NOT_A_SCHOOL
