"""Rows to calls: the legs of one call are one call, missed where nobody took any of them. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from feedback_service.intake.calls.lists.columns import Columns
from feedback_service.intake.calls.lists.table import Row
from feedback_service.intake.calls.lists.values import RowEnd, read_end, read_seconds, read_start
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.vocabulary import CallEnd

_SHORTEST_NUMBER = 7  # digits; below it is an extension inside the house
_WITHHELD = frozenset(
    {"anonymous", "unknown", "private", "restricted", "withheld", "unavailable", "-1", "-2"}
)
_OLDEST = timedelta(days=5 * 366)
_CLOCKS_DIFFER = timedelta(minutes=15)  # an exchange's clock may be off


class RowFault(StrEnum):
    NO_START = "no_start"
    IN_FUTURE = "in_future"
    TOO_OLD = "too_old"
    NO_LENGTH = "no_length"
    NO_CALLER = "no_caller"


@dataclass(frozen=True, slots=True)
class Leg:
    """One row: a call, or a part of one. `talked` in seconds."""

    line: int
    key: str
    caller: str
    start: datetime
    seconds: int
    talked: int
    end: RowEnd
    by_machine: bool


@dataclass(frozen=True, slots=True)
class ListedCall:
    source_id: str
    caller: str  # E.164, the short number as shown, or "" where withheld
    started_at: datetime
    ended_at: datetime
    talk_seconds: int
    end: CallEnd
    line: int


@dataclass(frozen=True, slots=True)
class FaultyRow:
    line: int
    said: RowFault


@dataclass(frozen=True, slots=True)
class ReadList:
    """`faults` are lines that are no calls, `outgoing` counts calls that the commune made itself."""

    calls: Sequence[ListedCall]
    faults: Sequence[FaultyRow]
    outgoing: int


def read_calls(rows: Sequence[Row], columns: Columns, zone: tzinfo, now: datetime, own: str = "") -> ReadList:
    """The oldest call first, so that who got through after a missed call is owed none.

    `own` is the hotline's number in E.164: who calls it calls in, who calls from it calls out.
    """
    legs: list[Leg] = []
    faults: list[FaultyRow] = []
    for row in rows[1:] if columns.heading else rows:
        read = _leg(row, columns, zone, now, own)
        if isinstance(read, RowFault):
            faults.append(FaultyRow(row.line, read))
        else:
            legs.append(read)
    groups: dict[str, list[Leg]] = {}
    for leg in legs:
        groups.setdefault(leg.key, []).append(leg)
    incoming = {key: group for key, group in groups.items() if not _is_outgoing(group)}
    calls = sorted((_call(key, group) for key, group in incoming.items()), key=lambda one: one.started_at)
    return ReadList(calls, faults, outgoing=len(groups) - len(incoming))


def _leg(row: Row, columns: Columns, zone: tzinfo, now: datetime, own: str) -> Leg | RowFault:
    start = _start(row.cell(columns.start), zone, now)
    if isinstance(start, RowFault):
        return start
    talked, seconds = read_seconds(row.cell(columns.talk)), read_seconds(row.cell(columns.duration))
    if talked is None or seconds is None:
        return RowFault.NO_LENGTH
    caller = _caller(row.cell(columns.caller))
    if caller is None:
        return RowFault.NO_CALLER
    key = row.cell(columns.group) or row.cell(columns.id) or _hash(caller, start)
    end = _direction(read_end(row.cell(columns.end)), caller, row.cell(columns.called), own)
    if columns.talk is None and end == RowEnd.ANSWERED:
        talked = 1  # the list says that somebody took it, and not for how long
    by_machine = row.cell(columns.application).lower() == "voicemail"
    return Leg(row.line, key[:100], caller, start, max(seconds, talked), talked, end, by_machine)


def _start(cell: str, zone: tzinfo, now: datetime) -> datetime | RowFault:
    start = read_start(cell, zone)
    if start is None:
        return RowFault.NO_START
    if start > now + _CLOCKS_DIFFER:
        return RowFault.IN_FUTURE
    return RowFault.TOO_OLD if start < now - _OLDEST else start


@lru_cache(maxsize=10_000)  # people call again
def _caller(cell: str) -> str | None:
    """None for what is no number at all."""
    if not cell or cell.lower() in _WITHHELD:
        return ""
    number = e164_or_nothing(cell)
    if number:
        return number
    digits = "".join(sign for sign in cell if sign.isdigit())
    return digits[:20] if len(digits) >= 2 else None


def _direction(end: RowEnd, caller: str, called: str, own: str) -> RowEnd:
    """An extension that dials a whole number calls out; so does our own number."""
    if own and caller == own:
        return RowEnd.OUTGOING
    dialled = e164_or_nothing(called)
    inside = not caller.startswith("+") and 0 < len(caller) < _SHORTEST_NUMBER
    return RowEnd.OUTGOING if inside and dialled and dialled != own else end


def _hash(caller: str, start: datetime) -> str:
    return hashlib.sha256(f"{caller}|{start.isoformat()}".encode()).hexdigest()[:32]


def _is_outgoing(group: Iterable[Leg]) -> bool:
    """The first leg says who called whom."""
    return min(group, key=lambda leg: leg.start).end == RowEnd.OUTGOING


def _call(key: str, group: Sequence[Leg]) -> ListedCall:
    first = min(group, key=lambda leg: (leg.start, leg.line))
    taken = [leg for leg in group if _is_taken(leg)]
    end = CallEnd.ANSWERED if taken else CallEnd.MISSED
    if taken and all(leg.by_machine for leg in taken):
        end = CallEnd.VOICEMAIL
    return ListedCall(
        source_id=key,
        caller=first.caller,
        started_at=first.start,
        ended_at=max(leg.start + timedelta(seconds=leg.seconds) for leg in group),
        talk_seconds=max((leg.talked for leg in taken), default=0),
        end=end,
        line=first.line,
    )


def _is_taken(leg: Leg) -> bool:
    return leg.end in {RowEnd.ANSWERED, RowEnd.UNSAID} and leg.talked > 0
