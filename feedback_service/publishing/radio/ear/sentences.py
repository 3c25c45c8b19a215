"""Sentences and syllables. In Vietnamese what stands between two blanks is a syllable."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+(?=\s|$)|[.!?…]+(?=\S)[^.!?…\n]*)*[.!?…]*")
_SYLLABLE = re.compile(r"[^\W_]+")
_ALWAYS = frozenset(
    (
        "mươi",
        "trăm",
        "nghìn",
        "ngàn",
        "triệu",
        "tỷ",
        "mười",
        "mốt",
        "lăm",
        "bốn",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "phẩy",
    )
)
_NUMBER_WORDS = _ALWAYS | {"không", "một", "hai", "ba", "tư", "năm", "linh", "lẻ"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """`start`: where it begins in its text, in characters."""

    text: str
    start: int

    @property
    def syllables(self) -> int:
        return syllables(self.text)


def sentences(text: str) -> list[Sentence]:
    found = []
    for match in _SENTENCE.finditer(text):
        inner = match[0].strip()
        if _SYLLABLE.search(inner):
            found.append(Sentence(inner, match.start() + match[0].index(inner)))
    return found


def syllables(text: str) -> int:
    return len(_SYLLABLE.findall(text))


def numbers_in(text: str) -> int:
    """How many numbers in words a listener has to keep; a telephone is one, "năm" alone may be a year and is none."""
    runs = 0
    run: list[str] = []
    for piece in [*re.findall(r"[^\W_]+|[.;:]", text.casefold()), "."]:
        if piece in _NUMBER_WORDS:
            run.append(piece)
            continue
        runs += bool(run) and (len(run) > 1 or run[0] in _ALWAYS)
        run = []
    return runs
