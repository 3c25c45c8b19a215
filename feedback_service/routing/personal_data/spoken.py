"""Numbers said in words: `không chín một hai…`, with accents or without, with figures between.

Ten or eleven figures are a phone, twelve an identity number: the same forms as in figures.
"""

import re
from collections.abc import Iterator

from feedback_service.routing.personal_data.found import PersonalData
from feedback_service.routing.personal_data.reading import Reading

_WORDS = {
    "khong": "0",
    "mot": "1",
    "hai": "2",
    "ba": "3",
    "bon": "4",
    "tu": "4",
    "nam": "5",
    "lam": "5",
    "sau": "6",
    "bay": "7",
    "tam": "8",
    "chin": "9",
}
_ITEM = rf"(?:{'|'.join(_WORDS)}|[0-9]{{1,9}})"
_SAID = re.compile(rf"(?<!\w){_ITEM}(?:[ .,\-]{{1,3}}{_ITEM}){{4,20}}(?!\w)")
_ITEMS = re.compile(_ITEM)
_PHONE = re.compile(r"(?:0|84)(?:[35789][0-9]{8}|2[0-9]{9})")
_IDENTITY = re.compile(r"0(?:0[1-9]|[1-9][0-9])[0-3][0-9]{8}")
_WITHOUT_NOUGHT = re.compile(r"[35789][0-9]{8}")
_FEWEST_WORDS = 3  # fewer may be a count of something beside a number

Item = tuple[str, int, int]
"""Figures, and where they were said."""


def said_numbers(reading: Reading) -> Iterator[tuple[PersonalData, int, int]]:
    for match in _SAID.finditer(reading.low):
        said = list(_ITEMS.finditer(reading.low, *match.span()))
        if sum(item.group() in _WORDS for item in said) >= _FEWEST_WORDS:
            yield from _pieces([(_WORDS.get(item.group(), item.group()), *item.span()) for item in said])


def _pieces(items: list[Item]) -> Iterator[tuple[PersonalData, int, int]]:
    """The first number that begins with an item and ends with one, the longest of those."""
    for first in range(len(items)):
        for last in range(len(items), first + 4, -1):
            kind = _kind("".join(figures for figures, _, _ in items[first:last]))
            if kind:
                yield kind, items[first][1], items[last - 1][2]
                return


def _kind(figures: str) -> PersonalData | None:
    if _IDENTITY.fullmatch(figures):
        return PersonalData.IDENTITY
    is_phone = _PHONE.fullmatch(figures) or _WITHOUT_NOUGHT.fullmatch(figures)
    return PersonalData.PHONE if is_phone else None
