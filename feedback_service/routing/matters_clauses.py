"""Where a text may be cut into what it says one after the other. Pure.

A full stop, a line, a semicolon, a plus or a number in a list are sure signs; a comma or a dash may be one; "còn",
"ngoài ra", "với lại" open a new matter with accents and without. Where a long stretch has no sign at all, as in many
texts without accents, weak places every few words are offered as well: what stands there decides.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from feedback_service.routing.rules_words import Words

SAID, SURE, LIKELY, OPENING, WEAK = 4, 3, 2, 1, 0
_MOST = 5  # places that are looked at, the surest
_MOST_WORDS = 600  # the rest of a very long text goes with what stands before it
_LEAST = 2  # words of a piece
_STRETCH, _STEP = 7, 4

_LINE = re.compile(r"[\n;+•●]|(?:^|\s)[-–—*](?=\s)|(?:^|\s)\d{1,2}[.)/]")
_COMMA = re.compile(r"[,:–—]|\s-\s")
_OPENERS = (("con",), ("trong", "khi"), ("xong",), ("roi",), ("ma",), ("va",), ("voi",), ("san",), ("lai",))
_SAYING_SO = (
    ("ngoai", "ra"), ("voi", "lai"), ("thu", "hai"), ("thu", "ba"), ("them", "nua"), ("lai", "con"),
    ("nhan", "tien"), ("tien", "the"), ("san", "tien"), ("dong", "thoi"), ("mot", "chuyen", "nua"), ("hai", "la"),
    ("chuyen", "nua"), ("chuyen", "khac"), ("viec", "nua"), ("viec", "khac"), ("also",), ("another", "thing"),
    ("ben", "canh", "do"), ("con", "nua"), ("va", "con"), ("con", "viec"), ("con", "chuyen"),
)  # fmt: skip

_FIRST = frozenset(opener[0] for opener in (*_OPENERS, *_SAYING_SO))


def places_to_cut(text: str, words: Words) -> dict[int, int]:
    """The words (by position) before which a new matter may begin, in order, with how sure the sign is."""
    last = min(len(words) - 1, _MOST_WORDS)
    found = {place: sign for place in range(1, last) if (sign := _sign(text, words, place)) > WEAK}
    return _surest(_apart(_with_weak(found, last), last))


def _sign(text: str, words: Words, place: int) -> int:
    before, here = words.spans[place - 1], words.spans[place]
    if before == here:  # one short form, written out
        return WEAK
    if _opens(words, place, _SAYING_SO) or _numbers(text, words, place):
        return SAID
    between = text[before[1] : here[0]]
    if words.folded[place - 1] in {".", "?"} or _LINE.search(between):
        return SURE
    if _COMMA.search(between):
        return LIKELY
    return OPENING if place > _LEAST and _opens(words, place, _OPENERS) else WEAK


def _opens(words: Words, place: int, openers: Sequence[tuple[str, ...]]) -> bool:
    if words.folded[place] not in _FIRST:
        return False
    return any(words.folded[place : place + len(opener)] == opener for opener in openers)


def _numbers(text: str, words: Words, place: int) -> bool:
    """`1.` or `2)` before what it numbers: the figure is a word of its own, and belongs to the new piece."""
    end = words.spans[place][1]
    return (
        words.folded[place].isdigit()
        and len(words.folded[place]) < 3
        and text[end : end + 2] in {". ", ") ", "/ "}
    )


def _with_weak(found: dict[int, int], last: int) -> dict[int, int]:
    edges = [0, *sorted(found), last]
    for start, end in pairwise(edges):
        if end - start > _STRETCH and len(found) < _MOST:
            pieces = (end - start) // _STEP
            for number in range(1, pieces):
                found.setdefault(start + round(number * (end - start) / pieces), WEAK)
    return found


def _apart(found: dict[int, int], last: int) -> dict[int, int]:
    kept: dict[int, int] = {}
    before = 0
    for place in sorted(found):
        if place - before >= _LEAST and last - place >= _LEAST:
            kept[place] = found[place]
            before = place
    return kept


def _surest(found: dict[int, int]) -> dict[int, int]:
    kept = sorted(sorted(found), key=lambda place: -found[place])[:_MOST]
    return {place: found[place] for place in sorted(kept)}
