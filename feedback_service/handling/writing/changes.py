"""What changed between two texts, word by word, so that whoever wrote sees what the head made of it. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 6_000  # beyond it the comparing costs more than it tells: the texts stand one after the other


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Stretch:
    change: Change
    text: str


def changes(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches laid end to end: without NEW they are `before`, without GONE `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return _kept((Change.GONE, before), (Change.NEW, after))
    found: list[tuple[Change, str]] = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append((Change.SAME, "".join(old[first:last])))
        else:
            found += [(Change.GONE, "".join(old[first:last])), (Change.NEW, "".join(new[start:end]))]
    return _kept(*found)


def _kept(*found: tuple[Change, str]) -> tuple[Stretch, ...]:
    return tuple(Stretch(change, text) for change, text in found if text)
