"""What of the queue is asked for, as it stands in the address. Pure; anything typed gives a queue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)
_LARGEST = 2**62  # what a database takes for a number


class View(StrEnum):
    """The quick filters above the queue; the words of the address."""

    ALL = ""
    LATE = "tre"
    TODAY = "hom-nay"
    WEEK = "tuan"
    AWAITING_CITIZEN = "cho-ba-con"
    AWAITING_APPROVAL = "cho-duyet"
    NEW = "moi"
    HELPING = "phoi-hop"  # another unit leads, and asked the own unit for something


class Whose(StrEnum):
    ALL = ""
    MINE = "toi"
    NOBODYS = "chua-giao"


class Reach(StrEnum):
    OPEN = ""
    ALL = "tat-ca"  # closed ones too, newest first


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after this case. `day` is the due day in the queue and the day of receipt among all
    cases; in a search by words only `id` counts."""

    danger: bool
    day: date
    id: int

    def __str__(self) -> str:
        return f"{int(self.danger)}.{self.day.isoformat()}.{self.id}"


@dataclass(frozen=True, slots=True)
class Choosable:
    """The codes that an officer may ask for; others are as if nothing was asked."""

    units: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """`unit`, `area`, `topic`, `kind` are codes of the pack, "" for all; `officer` is a number, 0 for all."""

    view: View = View.ALL
    whose: Whose = Whose.ALL
    unit: str = ""
    area: str = ""
    topic: str = ""
    kind: str = ""
    officer: int = 0
    received_from: date | None = None
    received_to: date | None = None
    reach: Reach = Reach.OPEN
    query: str = ""
    after: Cursor | None = None

    @classmethod
    def from_address(cls, args: Mapping[str, str], known: Choosable) -> "QueueFilter":
        def code(name: str, codes: frozenset[str]) -> str:
            asked = args.get(name, "")
            return asked if asked in codes else ""

        return cls(
            view=_word(View, args.get("loc", "")),
            whose=_word(Whose, args.get("cua", "")),
            unit=code("don_vi", known.units),
            area=code("dia_ban", known.areas),
            topic=code("linh_vuc", known.topics),
            kind=code("loai", known.kinds),
            officer=_number(args.get("nguoi", "")),
            received_from=_day(args.get("tu_ngay", "")),
            received_to=_day(args.get("den_ngay", "")),
            reach=_word(Reach, args.get("gom", "")),
            query=args.get("q", "").strip()[:200],
            after=_cursor(args.get("sau", "")),
        )

    def as_args(self, **changes: str) -> dict[str, str]:
        """For an address; what is empty is left out, and the page starts again unless `sau` is given."""
        args = {
            "loc": self.view.value,
            "cua": self.whose.value,
            "don_vi": self.unit,
            "dia_ban": self.area,
            "linh_vuc": self.topic,
            "loai": self.kind,
            "nguoi": str(self.officer or ""),
            "tu_ngay": _written(self.received_from),
            "den_ngay": _written(self.received_to),
            "gom": self.reach.value,
            "q": self.query,
            **changes,
        }
        return {name: value for name, value in args.items() if value}

    def from_the_start(self) -> "QueueFilter":
        return replace(self, after=None)

    @property
    def is_narrow(self) -> bool:
        return self.from_the_start() != QueueFilter()

    @property
    def is_folded_out(self) -> bool:
        """Whether something is asked for that stands in the fold below the search box."""
        return replace(self, view=View.ALL, whose=Whose.ALL, unit="", query="", after=None) != QueueFilter()

    @property
    def among_all(self) -> bool:
        """Whether closed cases are looked at too."""
        return bool(self.query) or self.reach is Reach.ALL


def _word(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        return words("")


def _number(text: str) -> int:
    return min(int(text), _LARGEST) if text.isascii() and text.isdigit() and len(text) < 30 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _cursor(text: str) -> Cursor | None:
    try:
        danger, day, number = text.split(".")
        return Cursor(danger == "1", date.fromisoformat(day), max(min(int(number), _LARGEST), -_LARGEST))
    except ValueError:
        return None
