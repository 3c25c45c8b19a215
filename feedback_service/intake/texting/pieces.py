"""A long text that came in several: put together again. Pure.

Phones and networks cut where a segment is full (3GPP TS 23.040 §9.2.3.24.1): after 153 places of GSM-7 or 67 of
UCS-2, some after 160 or 70. Other phones write "(1/3)" before each piece.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from feedback_service.notifying.segments import segments

NEXT_PIECE = timedelta(minutes=3)
LABELLED_PIECES = timedelta(minutes=10)  # they may come in any order
_FULL = {"GSM-7": (153, 160), "UCS-2": (67, 70)}
_LABEL = re.compile(r"\s*[(\[]?\s*([1-9])\s*/\s*([2-9])\s*(?:[)\]]\s*[:.\-]?|[:.\-])?(?=\s|\b)\s?")
_LONGEST_SYLLABLE = 7  # "nghiêng": what is longer was two words


@dataclass(frozen=True, slots=True)
class Piece:
    """`words` without the label; `number` of `total`, both 0 where there is no label. `full`: it fills its segment."""

    words: str
    full: bool
    number: int = 0
    total: int = 0


def read_piece(body: str) -> Piece:
    """`body` as it came, blanks at its ends and all: they tell where a word ended."""
    full = _fills_a_segment(body)
    match = _LABEL.match(body)
    if match and int(match[1]) <= int(match[2]):
        return Piece(body[match.end() :], full, int(match[1]), int(match[2]))
    return Piece(body, full)


def assemble(pieces: Sequence[Piece]) -> str:
    """Labelled pieces by their numbers, others in the order given. A word that was cut in two is one again."""
    in_order = sorted(pieces, key=lambda piece: piece.number)
    text = in_order[0].words
    for before, piece in pairwise(in_order):
        text += ("" if before.full and _is_one_word(text, piece.words) else " ") + piece.words
    return text.strip()


def _is_one_word(before: str, after: str) -> bool:
    if before[-1:].isspace() or after[:1].isspace():
        return True  # the blank is there already
    end, start = re.search(r"\w*$", before), re.match(r"\w*", after)
    return len(end[0] if end else "") + len(start[0] if start else "") <= _LONGEST_SYLLABLE


def _fills_a_segment(body: str) -> bool:
    """One less where a gateway trimmed the blank at the end."""
    counted = segments(body)
    return counted.units in {units - less for units in _FULL[counted.encoding] for less in (0, 1)}
