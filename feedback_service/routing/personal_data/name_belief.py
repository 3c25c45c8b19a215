"""Whether words are a name. Each sign gives points; from ENOUGH on it is believed.

Signs: capitals, a known surname, `Văn` or `Thị`, a known given name, what stands before (`tôi tên`, `ông`).
Without capitals and accents each syllable of a name is also an ordinary word: only several signs together count.
"""

from feedback_service.routing.personal_data.name_cues import KNOWN, NAMED, cue, is_place, is_village
from feedback_service.routing.personal_data.name_words import (
    COMMON,
    GIVEN,
    MIDDLE,
    NEVER_IN_SMALL,
    ORDINARY_PAIRS,
    PUBLIC_FIGURES,
    SEX,
    STRONG_MIDDLE,
    SURE_MIDDLE,
    SURNAMES,
    UNMISTAKABLE,
)
from feedback_service.routing.personal_data.streets import STREETS
from feedback_service.routing.personal_data.words import Words

ENOUGH = 5


def is_believed(text: Words, index: int, past: int) -> bool:
    """`index` is the surname, `past` one past the last word."""
    said = cue(text, index)
    if _is_public(text, index, past, said) or _is_ordinary(text, index, past, said):
        return False
    signs = _surname(text, index, past) + _middle(text, index, past) + _shape(text, index, past)
    return said + signs >= ENOUGH


def _is_public(text: Words, index: int, past: int, said: int) -> bool:
    """A hero, or what bears a name: a street, a school; a thôn only where no `Văn` or `Thị` stands in it."""
    name = " ".join(text.low[index:past])
    if name in PUBLIC_FIGURES:
        return True
    if said >= KNOWN:
        return False
    village = is_village(text, index) and _has_sex(text, index, past)
    if text.low[index] == "duong" and " ".join(text.low[index + 1 : past]) in STREETS:
        return True
    return name in STREETS or (is_place(text, index) and not village)


def _is_ordinary(text: Words, index: int, past: int, said: int) -> bool:
    """Without capitals hardly anything is sure: `văn` or `thị` in the middle, or a middle name after a word for
    somebody where the writer types no accents (with them the surname alone would not read so).
    """
    if all(text.capital[index:past]):
        return False
    if _has_sex(text, index, past):
        return text.low[index + 1 : index + 3] in ORDINARY_PAIRS and said < NAMED
    if said < KNOWN:
        return True
    low = text.low[index]
    if past - index == 2 or text.accented:
        return low not in UNMISTAKABLE
    return low not in COMMON or text.low[index + 1] not in STRONG_MIDDLE


def _has_sex(text: Words, index: int, past: int) -> bool:
    return past - index > 2 and text.low[index + 1] in SEX


def _surname(text: Words, index: int, past: int) -> int:
    low = text.low[index]
    capitals = all(text.capital[index:past])
    exact = text.typed(index) != low and not capitals
    if low in UNMISTAKABLE:
        return 3 + exact
    if capitals or exact:
        return 1 + (low in COMMON) + exact
    return int(low in COMMON)


def _middle(text: Words, index: int, past: int) -> int:
    between = text.low[index + 1 : past - 1]
    if any(low in SURE_MIDDLE for low in between):
        return 2
    return int(any(low in MIDDLE for low in between))


def _shape(text: Words, index: int, past: int) -> int:
    last, count = text.low[past - 1], past - index
    known = last in GIVEN and (text.capital[past - 1] or last not in NEVER_IN_SMALL)
    if not all(text.capital[index:past]):
        return int(known) + int(text.capital[index] and text.capital[past - 1])
    exact = count > 2 and text.typed(index) in SURNAMES[text.low[index]]
    return 2 + int(known) + int(count >= 4) + int(exact)
