"""A message as numbers: which pieces of words, words and phrases of the lexicon stand in it. Pure.

Three families of pieces, each of length one together: folded words and their neighbours, pieces of three to six
letters across words (what survives a typing error), and words with their accents where they were typed. Pieces are
hashed into buckets, so that no vocabulary has to be held in memory.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from feedback_service.routing.rules_words import Words, has_accents

Indices: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
_Codes: TypeAlias = NDArray[np.uint64]

BITS = 16
BUCKETS = 1 << BITS
MOST_WORDS = 600  # what stands beyond is not read: a message is known by its beginning

_LENGTHS = (3, 4, 5, 6)
_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2^64 by the golden ratio: spreads neighbours over all buckets
_SHIFT = np.uint64(64 - BITS)
_FAMILIES = tuple(np.uint64(seed) for seed in (0x51ED27, 0xA24BAE, 0x7F4A7C, 0x1B873593))


@dataclass(frozen=True, slots=True)
class Pieces:
    """Buckets of each family, each bucket once. The families are weighed apart."""

    words: Indices
    letters: Indices
    accented: Indices

    @property
    def families(self) -> tuple[Indices, ...]:
        return self.words, self.letters, self.accented


def pieces_of(words: Words) -> Pieces:
    folded = words.folded[:MOST_WORDS]
    codes = _codes(folded)
    return Pieces(
        words=_once([*_grams(codes, _FAMILIES[0], (1, 2, 3)), *_ends(codes)]),
        letters=_letters(" ".join(folded)),
        accented=_once(_grams(_codes(_with_accents(words)), _FAMILIES[2], (1, 2))),
    )


def word_buckets(words: Words) -> Indices:
    """The bucket of each single word in turn, for asking which words decided."""
    codes = _codes(words.folded[:MOST_WORDS])
    mixed = (np.full(len(codes), _FAMILIES[0] + np.uint64(1), dtype=np.uint64) ^ codes) * _MIX
    mixed ^= mixed >> np.uint64(29)
    return (mixed * _MIX >> _SHIFT).astype(np.int64)


def _with_accents(words: Words) -> tuple[str, ...]:
    """Accent signatures say which word it is where accents were typed: `đường` apart from `dưỡng`."""
    return tuple(
        f"{word}/{mark}"
        for word, mark in zip(words.folded[:MOST_WORDS], words.marks[:MOST_WORDS], strict=True)
        if has_accents(mark)
    )


@lru_cache(maxsize=16384)
def _code(word: str) -> int:
    return crc32(word.encode()) + 1


def _codes(words: Iterable[str]) -> _Codes:
    return np.fromiter(map(_code, words), dtype=np.uint64)


def _ends(codes: _Codes) -> list[_Codes]:
    """How a message begins and ends says what it wants: "cho hỏi …", "… được không"."""
    found = []
    for length in (1, 2, 3):
        found += _grams(codes[:length], _FAMILIES[1], (length,))
        found += _grams(codes[-length - 1 :], _FAMILIES[2], (length + 1,))
    return found


def _grams(codes: _Codes, family: np.uint64, lengths: Iterable[int]) -> list[_Codes]:
    """Hashes of every run of so many codes."""
    found = []
    for length in lengths:
        count = len(codes) - length + 1
        if count <= 0:
            break
        mixed = np.full(count, family + np.uint64(length), dtype=np.uint64)
        for place in range(length):
            mixed = (mixed ^ codes[place : place + count]) * _MIX
            mixed ^= mixed >> np.uint64(29)
        found.append(mixed * _MIX >> _SHIFT)
    return found


def _letters(text: str) -> Indices:
    return _once(_runs(np.frombuffer(text.encode("utf-8"), dtype=np.uint8).astype(np.uint64)))


def _runs(raw: _Codes) -> list[_Codes]:
    """Hashes of every run of 3, 4, 5 and 6 letters, each grown from the one before."""
    found = []
    mixed = np.full(len(raw), _FAMILIES[3], dtype=np.uint64)
    for length in range(1, _LENGTHS[-1] + 1):
        count = len(raw) - length + 1
        if count <= 0:
            break
        mixed = (mixed[:count] ^ raw[length - 1 : length - 1 + count]) * _MIX
        mixed ^= mixed >> np.uint64(31)
        if length in _LENGTHS:
            found.append(mixed * _MIX >> _SHIFT)
    return found


def _once(found: list[Any]) -> Indices:
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.unique(np.concatenate(found)).astype(np.int64)


def named_values(named: Mapping[str, float], rows: Mapping[str, int]) -> tuple[Indices, Floats]:
    """The lexicon's hits as rows and values; a name that the model does not know is left out."""
    known = [(rows[name], value) for name, value in named.items() if name in rows]
    at = np.array([row for row, _ in known], dtype=np.int64)
    return at, np.array([value for _, value in known], dtype=np.float32)
