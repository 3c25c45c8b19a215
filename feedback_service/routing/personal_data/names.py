"""Names of private persons: where they begin and end. Whether one is believed is weighed in name_belief.py."""

from feedback_service.routing.personal_data.found import Spans
from feedback_service.routing.personal_data.highland_names import highland_name
from feedback_service.routing.personal_data.name_belief import is_believed
from feedback_service.routing.personal_data.name_cues import KNOWN, cue, is_alone, is_stop
from feedback_service.routing.personal_data.name_words import (
    CLANS,
    GIVEN,
    MIDDLE,
    NEVER_IN_SMALL,
    NOT_PEOPLE,
    OFFICES,
    PLAIN_OFFICES,
    PUBLIC_FIGURES,
    SEX,
    SURNAMES,
    UNMISTAKABLE,
)
from feedback_service.routing.personal_data.reading import Reading
from feedback_service.routing.personal_data.words import Words, words

_LONGEST = 5
_IN_NAMES = MIDDLE | GIVEN
_BEGINNINGS = frozenset(SURNAMES) | CLANS | {"y", "h"}


def names(reading: Reading) -> Spans:
    text = words(reading)
    past = 0
    for index in range(len(text)):
        if index >= past and (
            text.capital[index] or text.low[index] in _BEGINNINGS or "'" in text.low[index]
        ):
            end = _name_end(text, index)
            if end:
                yield text.starts[index], text.ends[end - 1]
                past = end


def _name_end(text: Words, index: int) -> int:
    """One past the last word of the name that begins here, 0 for none."""
    past = highland_name(text, index)
    if not past and text.low[index] in SURNAMES:
        past = _with_surname(text, index)
    if not past and text.capital[index]:
        past = _introduced(text, index)
    return past


def _with_surname(text: Words, index: int) -> int:
    if not _is_surname(text, index) or _is_known_otherwise(text, index):
        return 0
    past = _chain(text, index)
    if past - index < 2 or (past - index == 2 and text.low[past - 1] in SEX):
        return 0
    return past if is_believed(text, index, past) else 0


def _is_surname(text: Words, index: int) -> bool:
    """`đô` is not `Đỗ`; without accents `do` is, unless its writer types accents elsewhere."""
    low, typed = text.low[index], text.typed(index)
    if typed in SURNAMES[low]:
        return True
    return typed == low and (not text.accented or text.capital[index] or low in UNMISTAKABLE)


def _is_known_otherwise(text: Words, index: int) -> bool:
    """`hà nội`, `đoàn thanh…`: two or three words that mean no person."""
    return text.low[index : index + 2] in NOT_PEOPLE or text.low[index : index + 3] in NOT_PEOPLE


def _chain(text: Words, index: int) -> int:
    """One past the last word that may belong to the name."""
    past = index + 1
    while past < len(text) and past - index < _LONGEST and text.joined(past) and _joins(text, index, past):
        past += 1
    while past - index > 1 and not _ends_name(text, past - 1):
        past -= 1
    return past


def _joins(text: Words, index: int, place: int) -> bool:
    low, capital = text.low[place], text.capital[place]
    if is_stop(text, place) or (capital and text.shouted(place) and not text.shouted(index)):
        return False
    if capital:
        return text.capital[index]
    if place - index > 1 and text.capital[place - 1]:
        return False  # after Nguyễn Hùng: the sentence goes on
    if low in SEX:
        return text.typed(place) in SEX[low]
    return low in _IN_NAMES or _after_sex(text, place)


def _ends_name(text: Words, place: int) -> bool:
    low = text.low[place]
    if text.capital[place]:
        return True
    if low in SEX or (low in NEVER_IN_SMALL and not _after_accented_sex(text, place)):
        return False
    return low in GIVEN or _after_sex(text, place)


def _after_accented_sex(text: Words, place: int) -> bool:
    """After `thị`, typed so, even a word of every day is a given name: `Lê thị chín`."""
    before = text.low[place - 1]
    return before in SEX and text.typed(place - 1) == SEX[before][0] and text.low[place] in GIVEN


def _after_sex(text: Words, place: int) -> bool:
    return text.low[place - 1] in SEX and text.low[place] not in NEVER_IN_SMALL


def _introduced(text: Words, index: int) -> int:
    """Two capitalised words or more after `ông`, `tố cáo`, `chủ hộ`…, whatever the surname; one after `tôi tên`."""
    said = cue(text, index)
    if said < KNOWN or _is_office(text, index) or _is_known_otherwise(text, index):
        return 0
    past = _chain(text, index)
    past = next((place for place in range(index, past) if not _written_so(text, place)), past)
    if past - index == 1:
        return past if is_alone(text, index) and text.low[index] in GIVEN else 0
    return 0 if " ".join(text.low[index:past]) in PUBLIC_FIGURES else past


def _written_so(text: Words, place: int) -> bool:
    return text.capital[place] or text.low[place] in SEX


def _is_office(text: Words, index: int) -> bool:
    typed, low = text.typed(index), text.low[index]
    return typed in OFFICES or (typed == low and low in PLAIN_OFFICES)
