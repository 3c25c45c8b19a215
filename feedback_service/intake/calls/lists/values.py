"""Cells of a list as values: moments, lengths, how a call ended. Pure."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from feedback_service.folding import fold

_FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M",
    "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %Hh%M", "%H:%M:%S %d/%m/%Y",
    "%H:%M %d/%m/%Y", "%b %d, %Y %I:%M:%S %p", "%d %b %Y %H:%M:%S", "%d/%m/%y %H:%M",
)  # fmt: skip
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?")
_MILLISECONDS = re.compile(r"\d{12,13}")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})")
_SPOKEN = re.compile(r"(?:(\d+)\s*h\w*)?\s*(?:(\d+)\s*(?:m|p)\w*)?\s*(?:(\d+)\s*(?:s|g)\w*)?")


class RowEnd(StrEnum):
    """What a row says of its call's end. `UNSAID`: told from the length of the talk."""

    ANSWERED = "answered"
    MISSED = "missed"
    OUTGOING = "outgoing"
    UNSAID = "unsaid"


_ENDS = {
    RowEnd.ANSWERED: ("answered", "incoming", "in", "received", "den", "goi den", "cuoc goi den", "da nghe", "nghe",
                      "tra loi", "1"),
    RowEnd.MISSED: ("no answer", "busy", "failed", "congestion", "missed", "missed call", "rejected", "voicemail",
                    "blocked", "nho", "goi nho", "cuoc goi nho", "khong nghe", "tu choi", "ban", "3", "5"),
    RowEnd.OUTGOING: ("outgoing", "out", "dialed", "di", "goi di", "cuoc goi di", "2"),
}  # fmt: skip
_END_BY_WORD = {word: end for end, words in _ENDS.items() for word in words}


def read_start(cell: str, zone: tzinfo) -> datetime | None:
    """In UTC; what bears no zone is the commune's time. None for what is no moment."""
    text = " ".join(cell.split())
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC)
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return _with_zone(text)


def _with_zone(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


@lru_cache(maxsize=4_000)
def read_seconds(cell: str) -> int | None:
    """75, 75.0, 1:15, 0:01:15 or 1m 15s; 0 for an empty cell, None for what is no length."""
    text = cell.strip().lower()
    if not text:
        return 0
    if re.fullmatch(r"\d{1,6}(?:\.\d+)?", text):
        return int(float(text))
    clock = _CLOCK.fullmatch(text) or _SPOKEN.fullmatch(text)
    if clock is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return int(length.total_seconds())


@lru_cache(maxsize=200)
def read_end(cell: str) -> RowEnd:
    return _END_BY_WORD.get(" ".join(fold(cell).split()), RowEnd.UNSAID)
