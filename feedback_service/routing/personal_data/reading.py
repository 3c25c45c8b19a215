"""A text as the finder reads it: three spellings of one length, so that an offset means the same in each.

Unlike folding.fold, nothing is joined or dropped where it can be helped: a mark has to lie on the citizen's
own letters. Only characters that nobody sees (zero width, marks of direction) and accents that came as letters
of their own are taken out first; `starts` and `ends` then lead back.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from feedback_service.folding import fold

# Accents sent apart from their letter, and characters that nobody sees: rare, so they may cost more.
_APART = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_FIGURES = re.compile(r"[0-9][0-9 .\-]*")
_BEFORE, _AFTER = 80, 48  # characters: the longest `số tài khoản của … là`, the longest bank behind it
_LOOKED_AT = (
    *range(0xA0, 0x250),  # Latin letters with marks
    *range(0x1EA0, 0x1EFA),  # those of Vietnamese
    *range(0x370, 0x460),  # Greek and Cyrillic, which look alike
    *range(0x2000, 0x2070),  # blanks, apostrophes, dashes
    *range(0xFF01, 0xFF5F),  # letters and figures of full width
)


def _plain_letter(letter: str) -> str:
    if unicodedata.category(letter) == "Pd":
        return "-"
    flat = fold(letter) or " "
    if len(flat) != 1 or ord(flat) > 127:
        return letter
    return flat.upper() if letter.isupper() else flat


_PLAIN = {code: _plain_letter(chr(code)) for code in _LOOKED_AT} | {ord("`"): "'"}


@dataclass(frozen=True, slots=True)
class Reading:
    """`typed` has accents and capitals, `plain` capitals only, `low` neither."""

    typed: str
    plain: str
    low: str
    windows: tuple[tuple[int, int], ...]
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def near_figures(self, form: re.Pattern[str], capitals: bool = False) -> Iterator[re.Match[str]]:
        """All matches near figures, in `low` or with capitals: a long text is mostly words, which cost time."""
        text = self.plain if capitals else self.low
        for start, end in self.windows:
            yield from form.finditer(text, start, end)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where typed[start:end] stands in the text as sent. Not for an empty piece."""
        return (self.starts[start], self.ends[end - 1]) if self.starts else (start, end)


def read(text: str) -> Reading:
    """Linear in the text's length; nearly free for a text that came composed."""
    if _APART.search(text) is None:
        return _reading(text, (), ())
    letters, starts, ends = _composed(text)
    return _reading("".join(letters), tuple(starts), tuple(ends))


def _reading(typed: str, starts: tuple[int, ...], ends: tuple[int, ...]) -> Reading:
    plain = typed if typed.isascii() and "`" not in typed else typed.translate(_PLAIN)
    low = plain.lower()
    if len(low) != len(plain):  # a letter that grows when made small, such as the Turkish dotted I
        low = "".join(letter.lower()[:1] or letter for letter in plain)
    return Reading(typed, plain, low, tuple(_windows(low)), starts, ends)


def _windows(low: str) -> Iterator[tuple[int, int]]:
    """Where figures stand, with what may be said of them before and after; windows never overlap."""
    start, end = 0, -1
    for figures in _FIGURES.finditer(low):
        if figures.start() - _BEFORE > end >= 0:
            yield start, end
            end = -1
        if end < 0:
            start = max(0, figures.start() - _BEFORE)
        end = min(len(low), figures.end() + _AFTER)
    if end >= 0:
        yield start, end


def _composed(text: str) -> tuple[list[str], list[int], list[int]]:
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, letter in enumerate(text):
        if _APART.match(letter) is None:
            letters.append(letter)
            starts.append(place)
            ends.append(place + 1)
        elif letters:
            ends[-1] = place + 1
            together = unicodedata.normalize("NFC", letters[-1] + letter)
            letters[-1] = together if len(together) == 1 else letters[-1]
    return letters, starts, ends
