"""Which places of the pack a text names: thôn and buôn, former communes, roads, landmarks. Pure.

The lexicon finds names as they are written; here are added what people make of them: numbers in words ("thôn mười
bảy"), short forms ("t.17"), one letter wrong in a name ("thon vinh qang"). A thôn that has namesakes is only certain
where its former commune stands beside it; else all of them are named, and somebody asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedback_service.pack.model import Area, Pack
from feedback_service.routing.places_names import Names, names_of
from feedback_service.routing.places_numbers import counts_something, number_at
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit
from feedback_service.routing.rules_words import Words

_BESIDE = 2  # words between a thôn and its former commune: "thôn 5 xã Ea Sar", "thôn 5 bên Ea Sar"
_SAID_BY_LETTER_FROM = 13  # "t12" may be December, "t7" Saturday; "t13" is only thôn 13
_MOST_WORDS = 2000
_MOST = 12  # places of one text
_THON, _BUON = "thon", ("buon", "bon")


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    code: str


def areas_in(words: Words, hits: Sequence[Hit], pack: Pack) -> tuple[str, ...]:
    """Codes in the order of the text, each once. The longer name hides the shorter one; namesakes all stay."""
    names = names_of(pack)
    found = [*_written(words, hits), *_meant(words, names)]
    return tuple(dict.fromkeys(_resolved(_longest(found), words, pack)))[:_MOST]


def _written(words: Words, hits: Iterable[Hit]) -> list[_Named]:
    return [
        _Named(start, end, hit.entry.code)
        for hit in hits
        if hit.entry.about is About.AREA
        for start, end in hit.places
        if not (words.folded[end - 1].isdigit() and counts_something(words.folded, start, end))
    ]


def _meant(words: Words, names: Names) -> list[_Named]:
    """What the lexicon does not find: numbers said in words or after a letter, and names with a letter wrong."""
    found: list[_Named] = []
    for place, word in enumerate(words.folded[:_MOST_WORDS]):
        if word == "t" or word in names.numbered:
            found += _numbered(words, place, names)
        kind = _BUON[0] if word in _BUON else word
        if kind in names.spelt:
            found += _spelt(words, place, names.spelt[kind])
    return found


def _numbered(words: Words, place: int, names: Names) -> Iterable[_Named]:
    number, end = number_at(words, place + 1)
    word = words.folded[place]
    if number is None or counts_something(words.folded, place, end):
        return ()
    if word == "t":
        word = _THON if number >= _SAID_BY_LETTER_FROM else ""
    codes = names.numbered.get(word, {}).get(number, ())
    return [_Named(place, end, code) for code in codes]


def _spelt(words: Words, place: int, named: Sequence[tuple[tuple[str, ...], str]]) -> Iterable[_Named]:
    for rest, code in named:
        typed = words.folded[place + 1 : place + 1 + len(rest)]
        if typed and typed[0][0] == rest[0][0] and _nearly(typed, rest):
            yield _Named(place, place + 1 + len(rest), code)


def _nearly(typed: Sequence[str], name: Sequence[str]) -> bool:
    """All words, at most one of them with one letter wrong, and that one of four letters or more."""
    if len(typed) != len(name):
        return False
    wrong = [(mine, theirs) for mine, theirs in zip(name, typed, strict=True) if mine != theirs]
    return not wrong or (len(wrong) == 1 and len(wrong[0][0]) > 3 and _one_letter_off(*wrong[0]))


def _one_letter_off(one: str, other: str) -> bool:
    """One letter changed, left out or too many, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one[0] != other[0]:
        return False
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    a, b = one[head:], other[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


def _longest(found: Sequence[_Named]) -> list[_Named]:
    kept = [
        one
        for one in found
        if not any(
            other.start <= one.start
            and one.end <= other.end
            and other.end - other.start > one.end - one.start
            for other in found
        )
    ]
    return sorted(set(kept), key=lambda one: (one.start, one.end, found.index(one)))


def _resolved(named: Sequence[_Named], words: Words, pack: Pack) -> list[str]:
    """Namesakes become the one in the former commune that stands beside, or all of them."""
    formers = [one for one in named if pack.area_by_code[one.code].former]
    codes: list[str] = []
    taken: list[_Named] = []
    for one in named:
        area = pack.area_by_code[one.code]
        beside = next((former for former in formers if _is_beside(one, former, area, words)), None)
        if beside:
            taken.append(beside)
            codes.append(f"{beside.code}-{area.code}")
        else:
            codes += [f"{former}-{area.code}" for former in area.within] or [one.code]
    gone = {former.code for former in taken}
    return [code for code in codes if code not in gone]


def _is_beside(one: _Named, former: _Named, area: Area, words: Words) -> bool:
    first, second = sorted((one, former), key=lambda named: named.start)
    between = words.folded[first.end : second.start]
    return former.code in area.within and len(between) <= _BESIDE and not {".", "?"} & set(between)
