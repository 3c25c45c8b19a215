"""A text as words that can be compared: folded, in one spelling, abbreviations written out.

Pure. What is typed short (`ko`, `đc`, `bhyt`) is expanded from the pack's list, never from code.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from feedback_service.folding import Composed, compose, fold

Span = tuple[int, int]
Abbreviations = Mapping[str, tuple[str, ...]]

# Letters and figures are words of their own (`ql26`, `20tr`); so is the end of a sentence, for questions.
_WORD = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)*|\?+|[.!;…]+(?=\s|$)|\n|\$", re.UNICODE)
_END, _ASKED = ".", "?"
_VOWELS = "aeiouy"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, position by position. `accented` is the share that carries accents, 0..1."""

    folded: tuple[str, ...]
    marks: tuple[str, ...]  # accent signature of the word as typed; equal ones are the same word
    spans: tuple[Span, ...]  # in the original text; an expanded abbreviation gives its span to all its words
    accented: float

    def __len__(self) -> int:
        return len(self.folded)


def split_words(text: str, abbreviations: Abbreviations) -> Words:
    """The words of `text`, any text at all; always ends with the end of a sentence."""
    composed = compose(text)
    folded: list[str] = []
    marks: list[str] = []
    spans: list[Span] = []
    for piece, span in _pieces(composed, abbreviations):
        folded.append(same_spelling(piece))
        marks.append(accent_signature(piece))
        spans.append(span)
    if not folded or folded[-1] not in {_END, _ASKED}:
        folded.append(_END)
        marks.append(_END)
        spans.append((len(text), len(text)))
    return Words(tuple(folded), tuple(marks), tuple(spans), _accented_share(folded, marks))


def _pieces(composed: Composed, abbreviations: Abbreviations) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = []
    after_figure = -1
    for match in _WORD.finditer(composed.text):
        piece, span = match.group(), composed.span(match.start(), match.end())
        short = () if match.start() == after_figure else abbreviations.get(piece, ())
        found.extend((full, span) for full in short or (_plain(piece),))
        after_figure = match.end() if piece.isdigit() else -1
    return found


def _plain(piece: str) -> str:
    if "?" in piece:
        return _ASKED
    return _END if piece[0] in ".!;…\n" else piece


def phrase_words(phrase: str, abbreviations: Abbreviations) -> tuple[str, ...]:
    """The words of a pack's phrase as typed there, in lower case, with accents, abbreviations written out."""
    return tuple(word for word, _ in _pieces(compose(phrase), abbreviations))


@lru_cache(maxsize=16384)
def same_spelling(word: str) -> str:
    """Folded and in one spelling: `bann` is `ban`, `kỹ` is `kĩ`, `fải` is `phai`, `thằg` is `thang`."""
    flat = fold(word)
    if not flat.isalpha() or len(flat) < 2:
        return flat or word
    flat = re.sub(r"(.)\1+", r"\1", flat.replace("w", "u") if flat[0] == "q" else flat)
    if flat[0] == "f" and len(flat) > 1 and flat[1] in _VOWELS:
        flat = "ph" + flat[1:]
    flat = re.sub(r"(?<=[aeiouy])g$", "ng", flat)
    return re.sub(r"(?<=[^aeiou])y$|(?<=qu)y$", "i", flat)


@lru_cache(maxsize=16384)
def accent_signature(word: str) -> str:
    """Letters and accents in a fixed order: `hoà` and `hòa` are the same; hỏi and ngã are one tone here."""
    parts = unicodedata.normalize("NFD", word).replace("\u0303", "\u0309")
    return "".join(sorted(set(parts)))


def has_accents(word: str) -> bool:
    return not word.isascii()


def _accented_share(folded: list[str], marks: list[str]) -> float:
    syllables = [mark for word, mark in zip(folded, marks, strict=True) if word.isalpha()]
    return sum(map(has_accents, syllables)) / len(syllables) if syllables else 0.0
