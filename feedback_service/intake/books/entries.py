"""Rows of a book to submissions with their own true dates, or why a row is none. Pure."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from enum import StrEnum

from feedback_service.folding import fold
from feedback_service.intake.books.columns import Columns
from feedback_service.intake.calls.lists.table import Row
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.submission import LONGEST_TEXT, SHORTEST_TEXT, Submission

OLDEST = date(2015, 1, 1)  # before it no limit of the law is known here
_OPENS = time(7, 30)  # of a row that names no hour
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?")
_HOUR = re.compile(r"(\d{1,2})\s*[h:]\s*(\d{2})?")


class EntryFault(StrEnum):
    NO_DATE = "no_date"
    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"
    NO_TEXT = "no_text"
    ANSWER_DATE = "answer_date"


@dataclass(frozen=True, slots=True)
class Entry:
    """`answered_at`: the book says that it was settled then, with `result`; None: it is open still."""

    line: int
    submission: Submission
    result: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class FaultyEntry:
    line: int
    said: EntryFault


def read_entries(
    rows: Sequence[Row], columns: Columns, zone: tzinfo, now: datetime, officer_id: int
) -> tuple[list[Entry], list[FaultyEntry]]:
    """The same row twice in a book has the same id twice: the door takes it once."""
    entries, faults = list[Entry](), list[FaultyEntry]()
    for row in rows[columns.heading :]:
        read = _entry(row, columns, zone, now, officer_id)
        if isinstance(read, EntryFault):
            faults.append(FaultyEntry(row.line, read))
        else:
            entries.append(read)
    return entries, faults


def _entry(row: Row, columns: Columns, zone: tzinfo, now: datetime, officer_id: int) -> Entry | EntryFault:
    sent_at = moment_of(row.cell(columns.date), zone)
    if sent_at is None:
        return EntryFault.NO_DATE
    if sent_at > now or sent_at.astimezone(zone).date() < OLDEST:
        return EntryFault.IN_FUTURE if sent_at > now else EntryFault.TOO_OLD
    text = row.cell(columns.text)[:LONGEST_TEXT]
    if len(text) < SHORTEST_TEXT:
        return EntryFault.NO_TEXT
    answered = _answered(row, columns, zone, sent_at, now)
    if isinstance(answered, EntryFault):
        return answered
    return Entry(
        row.line, _submission(row, columns, sent_at, text, officer_id), row.cell(columns.result), answered
    )


def _answered(
    row: Row, columns: Columns, zone: tzinfo, sent_at: datetime, now: datetime
) -> datetime | EntryFault | None:
    """Settled only where a day says so: a result without its day cannot be punctual or late."""
    if not row.cell(columns.answered):
        return None
    at = moment_of(row.cell(columns.answered), zone)
    if at is not None and at < sent_at and at.astimezone(zone).date() == sent_at.astimezone(zone).date():
        at = sent_at  # the same day, without an hour
    return EntryFault.ANSWER_DATE if at is None or at < sent_at or at > now else at


def _submission(row: Row, columns: Columns, sent_at: datetime, text: str, officer_id: int) -> Submission:
    name, phone = row.cell(columns.name)[:120], row.cell(columns.phone)[:40]
    return Submission(
        channel=columns.channel,
        text=text,
        submission_id=f"book:{row_key(sent_at, name, phone, text)}",
        sent_at=sent_at,
        name=name,
        phone=e164_or_nothing(phone),
        phone_raw=phone,
        place=row.cell(columns.place)[:300],
        officer_id=officer_id,
        receipt="",  # whoever wrote it long ago is not told by SMS that it has just come
        source="book",
    )


def row_key(sent_at: datetime, name: str, phone: str, text: str) -> str:
    """What makes two rows the same, in whatever spelling and order of the columns; 32 hex digits."""
    digits = "".join(sign for sign in phone if sign.isdigit())[-9:]
    said = "|".join((f"{sent_at.astimezone(UTC):%Y-%m-%d}", fold(name), digits, " ".join(fold(text).split())))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def moment_of(words: str, zone: tzinfo) -> datetime | None:
    """A day as people here write it, with or without an hour. None for what is no day."""
    iso = _ISO.search(words)
    if iso:
        year, month, day = (int(part) for part in iso.groups()[:3])
        hour = (int(iso[4]), int(iso[5])) if iso[4] and (iso[4], iso[5]) != ("00", "00") else None
        return _moment(year, month, day, hour, zone)
    found = _DAY.search(words)
    if not found:
        return None
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    said = _HOUR.search(words[: found.start()] + " " + words[found.end() :])
    return _moment(
        year, int(found[2]), int(found[1]), (int(said[1]), int(said[2] or 0)) if said else None, zone
    )


def _moment(year: int, month: int, day: int, hour: tuple[int, int] | None, zone: tzinfo) -> datetime | None:
    try:
        at = time(*hour) if hour else _OPENS
        return datetime.combine(date(year, month, day), at, zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
