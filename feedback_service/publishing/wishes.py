"""What a reader of the results asks for, read from an address that anybody may have typed.

A value that makes no sense is left out and named in `ignored`: a page with a note is better than an error.
"""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from feedback_service.handling.public.filter import Outcome
from feedback_service.pack.model import Pack

T = TypeVar("T")
LONGEST_QUERY = 200

# The words of `trang_thai` in the address.
OUTCOMES: Mapping[str, Outcome] = {
    "da_tra_loi": Outcome.ANSWERED,
    "da_chuyen": Outcome.PASSED_ON,
    "dang_lam": Outcome.IN_PROGRESS,
}


class Given(Protocol):
    """The values of an address, as werkzeug's MultiDict has them."""

    def get(self, key: str, default: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the list, newest first: after this text or, going back, before it."""

    answered_on: date
    id: int
    back: bool = False

    def __str__(self) -> str:
        return f"{'truoc' if self.back else 'sau'}-{self.answered_on:%Y%m%d}-{self.id}"


@dataclass(frozen=True, slots=True)
class Wish:
    """`ignored` holds the names of the values that could not be understood."""

    query: str = ""
    unit: str = ""
    topic: str = ""
    area: str = ""
    outcome: Outcome | None = None
    since: date | None = None
    until: date | None = None
    place: Place | None = None
    ignored: tuple[str, ...] = ()


def read_wish(given: Given, pack: Pack) -> Wish:
    reader = _Reader(given)
    wish = Wish(
        query=reader.one("q", _query, ""),
        unit=reader.one("don_vi", _known(pack.unit_by_code), ""),
        topic=reader.one("linh_vuc", _known(pack.topic_by_code), ""),
        area=reader.one("dia_ban", _known(pack.area_by_code), ""),
        outcome=reader.one("trang_thai", OUTCOMES.__getitem__, None),
        since=reader.one("tu", read_day, None),
        until=reader.one("den", read_day, None),
        place=reader.one("trang", read_place, None),
    )
    return replace(wish, ignored=tuple(reader.ignored))


def read_day(text: str) -> date:
    """2026-04-08 as browsers send it, or 8/4/2026 as people type it. Raises ValueError."""
    if "/" in text:
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return date.fromisoformat(text)


def read_place(text: str) -> Place:
    """Raises ValueError."""
    way, day, number = text.split("-")
    if way not in {"sau", "truoc"} or len(number) > 15 or not (day + number).isascii():
        raise ValueError(text)
    return Place(date.fromisoformat(day), int(number), way == "truoc")


class _Reader:
    def __init__(self, given: Given) -> None:
        self._given = given
        self.ignored: list[str] = []

    def one(self, name: str, read: Callable[[str], T], missing: T) -> T:
        text = self._given.get(name, "").strip()
        if not text:
            return missing
        try:
            return read(text)
        except (ValueError, KeyError, OverflowError):
            self.ignored.append(name)
            return missing


def _query(text: str) -> str:
    return text[:LONGEST_QUERY]


def _known(codes: Container[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in codes:
            raise ValueError(text)
        return text

    return read
