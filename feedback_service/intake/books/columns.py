"""Which column of a book is what: guessed from its heading, and corrected by the officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from feedback_service.folding import fold
from feedback_service.intake.calls.lists.table import Row
from feedback_service.vocabulary import Channel

# Folded beginnings of headings, the likelier first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "answered": (
        "ngay tra loi",
        "ngay phan hoi",
        "phan hoi dan luc",
        "thoi diem phan hoi",
        "ngay giai quyet",
    ),
    "date": (
        "ngay gio goi",
        "ngay tiep",
        "ngay nhan",
        "ngay gio",
        "ngay thang",
        "ngay goi",
        "thoi gian",
        "ngay",
    ),
    "text": ("noi dung", "tom tat", "su viec", "phan anh", "y kien"),
    "phone": ("so goi den", "so dien thoai", "dien thoai", "sdt", "so may", "lien he"),
    "name": ("ho ten", "ho va ten", "nguoi gui", "nguoi phan anh", "ten"),
    "place": ("dia chi", "thon, buon", "thon", "noi o", "dia ban"),
    "result": ("ket qua", "viec tiep nhan, xu ly", "tra loi", "xu ly", "huong xu ly"),
}
_LOOKED_AT = 12  # rows among which the heading stands, beneath the title


@dataclass(frozen=True, slots=True)
class Columns:
    """Places from 0, None for what the book does not have. `heading`: how many rows stand above the first entry."""

    date: int | None = None
    text: int | None = None
    name: int | None = None
    phone: int | None = None
    place: int | None = None
    result: int | None = None
    answered: int | None = None
    heading: int = 0
    channel: Channel = Channel.LETTER

    @property
    def enough(self) -> bool:
        return self.date is not None and self.text is not None

    def as_document(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


NAMES = ("date", "text", "name", "phone", "place", "result", "answered")
CHANNELS = (Channel.LETTER, Channel.HOTLINE, Channel.COUNTER)


def columns_of(document: Mapping[str, Any]) -> Columns:
    places = {name: document.get(name) for name in NAMES}
    channel = Channel(document.get("channel", Channel.LETTER))
    return Columns(**places, heading=int(document.get("heading") or 0), channel=channel)


def guess_columns(rows: Sequence[Row]) -> Columns:
    """The row that names the most columns is the heading."""
    guesses = [(_named(row), place) for place, row in enumerate(rows[:_LOOKED_AT], 1)]
    found, heading = max(guesses, key=lambda guess: len(guess[0]))
    if not {"date", "text"} <= found.keys():
        return Columns()
    calls = (
        "phone" in found and "name" in found and any("goi" in fold(cell) for cell in rows[heading - 1].cells)
    )
    return Columns(**found, heading=heading, channel=Channel.HOTLINE if calls else Channel.LETTER)


def _named(row: Row) -> dict[str, int]:
    cells = [" ".join(fold(cell).split()) for cell in row.cells]
    found: dict[str, int] = {}
    for what, known in _NAMES.items():
        for name in known:
            place = next(
                (n for n, cell in enumerate(cells) if cell.startswith(name) and n not in found.values()), None
            )
            if place is not None:
                found[what] = place
                break
    return found
