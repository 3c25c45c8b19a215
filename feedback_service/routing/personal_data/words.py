"""The words of a text with what tells a name: where they stand, capitals, accents, what joins them."""

import re
from dataclasses import dataclass

from feedback_service.routing.personal_data.reading import Reading

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_BLANK = re.compile(r"[ \t]{1,2}")
_INTRODUCES = re.compile(r"[ \t:\-\"(“”*]{1,4}")
_SHOUTED = 0.6  # share of words in capitals from which capitals say nothing
_ACCENTED = 0.25  # share of words with accents from which a word without them is one that has none
_FEW = 6


@dataclass(frozen=True, slots=True)
class Words:
    """`capital[i]`: begins with a capital that says something. `accented`: the writer types accents."""

    reading: Reading
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    low: tuple[str, ...]
    capital: tuple[bool, ...]
    accented: bool

    def __len__(self) -> int:
        return len(self.low)

    def typed(self, index: int) -> str:
        """As it was typed, in small letters."""
        return self.reading.typed[self.starts[index] : self.ends[index]].lower()

    def shouted(self, index: int) -> bool:
        """An abbreviation: two or more letters, all capitals."""
        word = self.reading.plain[self.starts[index] : self.ends[index]]
        return len(word) > 1 and word.isupper()

    def joined(self, index: int) -> bool:
        """Only blanks stand between this word and the one before."""
        return (
            index > 0
            and _BLANK.fullmatch(self.reading.low, self.ends[index - 1], self.starts[index]) is not None
        )

    def introduced(self, index: int) -> bool:
        """Blanks, a colon or an opening mark stand before it: the word before may introduce it."""
        if index == 0:
            return False
        return _INTRODUCES.fullmatch(self.reading.low, self.ends[index - 1], self.starts[index]) is not None


def words(reading: Reading) -> Words:
    spans = [match.span() for match in _WORD.finditer(reading.low)]
    capital = tuple(reading.plain[start].isupper() for start, _ in spans)
    many = max(len(spans), 1)
    if len(spans) > _FEW and sum(capital) / many > _SHOUTED:
        capital = (False,) * len(spans)
    return Words(
        reading,
        tuple(start for start, _ in spans),
        tuple(end for _, end in spans),
        tuple(reading.low[start:end] for start, end in spans),
        capital,
        _accents(reading, spans) / many > _ACCENTED,
    )


def _accents(reading: Reading, spans: list[tuple[int, int]]) -> int:
    typed, plain = reading.typed, reading.plain
    return sum(typed[start:end] != plain[start:end] for start, end in spans)
