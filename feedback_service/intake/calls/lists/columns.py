"""Which column of a list is what: guessed from its heading or its look, and changed by the officer.

Without a heading it is the CSV of Asterisk (cdr-csv/Master.csv), whose columns stand in one order; with one, the
table of FreePBX or the call log of a phone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from feedback_service.folding import fold
from feedback_service.intake.calls.lists.table import Row

# accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer, end, duration,
# billsec, disposition, amaflags, and two more that the exchange may be told to write.
_ASTERISK = {"caller": 1, "called": 2, "application": 7, "start": 9, "duration": 12, "talk": 13, "end": 14}
_ASTERISK_COLUMNS = range(14, 22)
_DISPOSITIONS = frozenset({"ANSWERED", "NO ANSWER", "BUSY", "FAILED", "CONGESTION"})
_UNIQUE_ID = re.compile(r"(?:[\w-]+-)?\d{9,11}\.\d+")
# The names of a heading, folded (no accents, small letters), the likelier first.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "caller": ("src", "cnum", "caller", "from", "number", "phone number", "phone", "so goi den", "so goi", "so may",
               "so dien thoai", "nguoi goi", "callerid"),
    "called": ("dst", "did", "called", "to", "so nhan", "so bi goi"),
    "start": ("calldate", "start", "start time", "call date", "date", "time", "date time", "thoi gian", "thoi diem",
              "ngay gio", "bat dau", "ngay"),
    "duration": ("duration", "call duration"),
    "talk": ("billsec", "talk", "talk time", "duration seconds", "thoi luong", "so giay", "giay"),
    "end": ("disposition", "status", "type", "call type", "direction", "trang thai", "loai", "loai cuoc goi",
            "ket qua"),
    "application": ("lastapp",),
    "id": ("uniqueid", "call id", "callid", "id", "ma cuoc goi"),
    "group": ("linkedid",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """Places from 0, None for what the list does not have. `group` ties the legs of one call together."""

    caller: int | None = None
    start: int | None = None
    end: int | None = None
    talk: int | None = None
    duration: int | None = None
    called: int | None = None
    id: int | None = None
    group: int | None = None
    application: int | None = None
    heading: bool = False

    def as_document(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


NAMES = tuple(field.name for field in fields(Columns) if field.name != "heading")


def columns_of(document: Mapping[str, Any]) -> Columns:
    return _columns(document, heading=bool(document.get("heading")))


def _columns(places: Mapping[str, Any], *, heading: bool) -> Columns:
    return Columns(**{name: places.get(name) for name in NAMES}, heading=heading)


def guess_columns(rows: Sequence[Row]) -> Columns:
    first = rows[0]
    named = _by_heading([fold(cell.strip().strip('"')) for cell in first.cells])
    if "start" in named and "caller" in named:
        if "talk" not in named and "duration" in named:
            named["talk"] = named.pop("duration")  # a phone's log has one length, that of the talk
        return _columns(named, heading=True)
    if len(first.cells) in _ASTERISK_COLUMNS and any(cell.strip() in _DISPOSITIONS for cell in first.cells):
        return _columns({**_ASTERISK, **_asterisk_ids(first)}, heading=False)
    return _by_look(rows)


def _by_heading(names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for what, known in _NAMES.items():
        place = next((names.index(name) for name in known if name in names), None)
        if place is not None and place not in found.values():
            found[what] = place
    return found


def _asterisk_ids(first: Row) -> dict[str, int]:
    """Some exchanges write the id before the user's field, some after it, some the linked id too."""
    places = [n for n, cell in enumerate(first.cells) if n > 15 and _UNIQUE_ID.fullmatch(cell.strip())]
    return dict(zip(("id", "group"), places, strict=False))


def _by_look(rows: Sequence[Row]) -> Columns:
    """Nothing known: a column of telephone numbers, one of moments; the officer says the rest."""
    row = rows[1] if len(rows) > 1 else rows[0]
    number = re.compile(r"[+()\d .\-]{8,20}")
    moment = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[ T]\d{1,2}[:h]\d{2}.*")
    cells = [cell.strip() for cell in row.cells]
    start = next((n for n, cell in enumerate(cells) if moment.fullmatch(cell)), None)
    caller = next((n for n, cell in enumerate(cells) if n != start and number.fullmatch(cell)), None)
    has_heading = len(rows) > 1 and not any(map(str.isdigit, "".join(rows[0].cells)))
    return Columns(caller=caller, start=start, heading=has_heading)
