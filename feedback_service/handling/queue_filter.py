"""What of the queue is asked for, as it stands in the address. Pure; anything typed gives a queue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


class View(StrEnum):
    """The quick filters above the queue; the words of the address."""

    ALL = ""
    LATE = "tre"
    TODAY = "hom-nay"
    WEEK = "tuan"
    AWAITING_CITIZEN = "cho-ba-con"
    AWAITING_APPROVAL = "cho-duyet"
    NEW = "moi"


class Whose(StrEnum):
    ALL = ""
    MINE = "toi"
    NOBODYS = "chua-giao"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after this case. In a search only `id` counts, newest first."""

    danger: bool
    due_on: date
    id: int

    def __str__(self) -> str:
        return f"{int(self.danger)}.{self.due_on.isoformat()}.{self.id}"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """`unit` is a code of the pack, "" for all that the officer sees."""

    view: View = View.ALL
    whose: Whose = Whose.ALL
    unit: str = ""
    query: str = ""
    after: Cursor | None = None

    @classmethod
    def from_address(cls, args: Mapping[str, str], units: frozenset[str]) -> "QueueFilter":
        unit = args.get("don_vi", "")
        return cls(
            view=_word(View, args.get("loc", "")),
            whose=_word(Whose, args.get("cua", "")),
            unit=unit if unit in units else "",
            query=args.get("q", "").strip()[:200],
            after=_cursor(args.get("sau", "")),
        )

    def as_args(self, **changes: str) -> dict[str, str]:
        """For an address; what is empty is left out, and the page starts again unless `sau` is given."""
        args = {
            "loc": self.view.value,
            "cua": self.whose.value,
            "don_vi": self.unit,
            "q": self.query,
            **changes,
        }
        return {name: value for name, value in args.items() if value}

    def from_the_start(self) -> "QueueFilter":
        return replace(self, after=None)

    @property
    def is_narrow(self) -> bool:
        return self.from_the_start() != QueueFilter()


def _word(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        return words("")


def _cursor(text: str) -> Cursor | None:
    try:
        danger, due_on, number = text.split(".")
        return Cursor(danger == "1", date.fromisoformat(due_on), min(int(number), 2**62))
    except ValueError:
        return None
