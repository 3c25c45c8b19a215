"""Vietnamese text made comparable: `đường` and `duong` become one word. Pure, standard library only.

Routing, search and the duplicate check compare folded text, because half of the messages come without
accents. `fold` is the fast way (C loops only). `compose` keeps the accents and knows where each
character came from, so that the words that decided can be marked in the citizen's own text.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Letters of other scripts that look like Latin ones (after casefold). Light on purpose: the usual tricks.
_LOOKALIKES = dict(zip("аеорсухіѕјкмтвнԁɡοανρτικυεβ", "aeopcyxisjkmtbhdgoavptikyeb", strict=True))
_APOSTROPHES = dict.fromkeys("’‘ʼ`´", "'")
_MOST_MARKS = 8  # a letter with more marks than this is somebody playing


class _Cleaner(dict[int, str | None]):
    """A translate table that decides about a character when it meets it: unseen go, blanks are spaces."""

    def __missing__(self, point: int) -> str | None:
        category = unicodedata.category(chr(point))
        kept: str | None = chr(point)
        if category in {"Cf", "Cs", "Co"} or 0xFE00 <= point <= 0xFE0F:
            kept = None
        elif category in {"Cc", "Zs", "Zl", "Zp"}:
            kept = " "
        self[point] = kept
        return kept


_SAME = {ord(letter): plain for letter, plain in (_LOOKALIKES | _APOSTROPHES).items()}
_MARKS: dict[int, str | None] = dict.fromkeys((*range(0x0300, 0x0370), *range(0x1AB0, 0x1B00)))
_KEEP_MARKS = _Cleaner(_SAME)
_DROP_MARKS = _Cleaner({**_SAME, **_MARKS, ord("đ"): "d", ord("ð"): "d"})


def fold(text: str) -> str:
    """Casefolded, without accents, look-alikes and unseen characters; every run of blanks is one space."""
    flat = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(flat.translate(_DROP_MARKS).split())


@dataclass(frozen=True, slots=True)
class Composed:
    """Casefolded NFC text with its accents. Character `i` came from the original's `starts[i]:ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the original: half-open, in characters. Not for an empty piece."""
        return self.starts[start], self.ends[end - 1]


def compose(text: str) -> Composed:
    """The text with accents kept, for comparing words as they were typed. Linear in the text's length."""
    whole = text.casefold().translate(_KEEP_MARKS)
    if len(whole) == len(text) and _is_composed(text):
        places = range(len(text) + 1)
        return Composed(whole, tuple(places[:-1]), tuple(places[1:]))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _compose_cluster(text[start : min(end, start + _MOST_MARKS)])
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Composed("".join(pieces), tuple(starts), tuple(ends))


def _is_composed(text: str) -> bool:
    """Every character stands for itself, as most phones type: nothing to put together, piece by piece."""
    return unicodedata.is_normalized("NFKC", text) and _MARKS.keys().isdisjoint(map(ord, text))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Where each character stands, together with the combining marks that follow it."""
    starts = [index for index, letter in enumerate(text) if index == 0 or ord(letter) not in _MARKS]
    return list(zip(starts, [*starts[1:], len(text)], strict=True)) if starts else []


@lru_cache(maxsize=4096)
def _compose_cluster(cluster: str) -> str:
    flat = unicodedata.normalize("NFKC", cluster).casefold().translate(_KEEP_MARKS)
    return unicodedata.normalize("NFC", flat)
