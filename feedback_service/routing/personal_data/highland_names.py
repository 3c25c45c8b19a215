"""Names of Ê Đê, Gia Rai, M'nông people: `Y Blăk Niê Kdăm`, `H'Rít Bkrông`, `Ksor Y Bút`, `H Rit Bkrong`.

Men's names begin with Y, women's with H'; the clan stands behind (Ê Đê) or before (Gia Rai). The apostrophe is
typed in many ways or not at all.
"""

from feedback_service.routing.personal_data.name_cues import is_place, is_stop
from feedback_service.routing.personal_data.name_words import AFTER_CLAN, BEFORE_CLAN, CLANS
from feedback_service.routing.personal_data.streets import STREETS
from feedback_service.routing.personal_data.words import Words

_NOT_AFTER_Y = frozenset(
    ["te", "si", "ta", "hoc", "bac", "kien", "nghia", "thuc", "do", "duoc", "dinh", "muon"]
)
_NOT_AFTER_H = frozenset(("mong", "hmong", "leo"))
_LONGEST = 5


def highland_name(text: Words, index: int) -> int:
    """One past the last word of the name that begins here, 0 for none."""
    low = text.low[index]
    if low == "y" and text.typed(index) == "y":
        past = _after_mark(text, index, _NOT_AFTER_Y)
    elif low == "h":
        past = 0 if _is_hour(text, index) else _after_mark(text, index, _NOT_AFTER_H)
    elif low.startswith(("h'", "k'")):
        past = _glued(text, index)
    elif low in {"ama", "ami", "aduon"}:
        past = _after_mark(text, index, _NOT_AFTER_Y)
    elif low in CLANS or low in BEFORE_CLAN:
        past = _clan_first(text, index)
    else:
        return 0
    return 0 if past and _is_street(text, index, past) else past


def _after_mark(text: Words, index: int, other: frozenset[str]) -> int:
    """`Y Thot` by its capitals, `y thot ayun` by its clan."""
    name = index + 1
    if name >= len(text) or not _follows(text, name) or text.low[name] in other:
        return 0
    past = _clans(text, name + 1)
    if text.capital[index] and text.capital[name]:
        marked = text.low[index] != "h" or past > name + 1 or _quoted(text, name)
        return past if marked and not text.shouted(name) else 0
    return past if past > name + 1 and text.low[past - 1] in CLANS else 0


def _follows(text: Words, index: int) -> bool:
    """A blank, a dash or an apostrophe (typed apart) stands between."""
    between = text.reading.low[text.ends[index - 1] : text.starts[index]]
    return between.strip() in {"", "-", "'"} and 0 < len(between) <= 3 and "\n" not in between


def _quoted(text: Words, index: int) -> bool:
    return bool(text.reading.low[text.ends[index - 1] : text.starts[index]].strip())


def _glued(text: Words, index: int) -> int:
    rest = text.low[index][2:]
    if len(rest) < 2 or rest in _NOT_AFTER_H or (text.low[index][0] == "k" and rest in {"ho", "rong"}):
        return 0
    if index > 0 and text.joined(index) and text.low[index - 1] in {"ea", "nguoi", "dan", "xa", "suoi"}:
        return 0
    return _clans(text, index + 1)


def _clans(text: Words, past: int) -> int:
    """On over clan names: known ones in any case, others with a capital."""
    first = past
    while (
        past < len(text) and past - first < _LONGEST - 2 and text.joined(past) and _is_clan(text, past, first)
    ):
        past += 1
    return past


def _is_clan(text: Words, index: int, first: int) -> bool:
    low = text.low[index]
    if low in CLANS or (index > first and low in AFTER_CLAN):
        return True
    if low in BEFORE_CLAN and text.capital[index]:
        return index + 1 < len(text) and text.low[index + 1] in AFTER_CLAN
    return text.capital[index] and not is_stop(text, index) and not text.shouted(index)


def _clan_first(text: Words, index: int) -> int:
    name = index + 1
    if name >= len(text) or not text.joined(name):
        return 0
    if text.low[index] in BEFORE_CLAN:  # Rơ Châm, Buôn Yă: the clan has two words
        return 0
    low = text.low[name]
    if low == "y" or low.startswith("h'") or low == "h":
        past = highland_name(text, name)
        return past
    both = text.capital[index] and text.capital[name] and not is_stop(text, name)
    return _clans(text, name + 1) if both and low not in CLANS and not text.shouted(name) else 0


def _is_hour(text: Words, index: int) -> bool:
    """`8 h`, `21h`: the figure before it."""
    before = text.reading.low[max(0, text.starts[index] - 2) : text.starts[index]].strip()
    return before[-1:].isdigit()


def _is_street(text: Words, index: int, past: int) -> bool:
    return " ".join(text.low[index:past]) in STREETS or (is_place(text, index) and past - index < 4)
