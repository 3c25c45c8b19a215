"""The log that nobody rewrites: what is written of each change, and how (TCVN 11930:2017, cấp độ 3: nhật ký hệ thống).

One mechanism for all: after each flush the session's new and changed rows of the watched tables get an entry, in
the same transaction. An entry holds ids and names of columns, never words: the row itself stands in its own table,
and the entry's keyed hash of it says whether somebody changed it since.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.records.base import Base
from feedback_service.records.people import Lock, Officer
from feedback_service.records.sealing import keyring
from feedback_service.records.secrecy import AuditEntry
from feedback_service.records.watched import FROZEN, WATCHED, noise_of

_SIGN_IN = "sign-in:"  # the locks of staff/sign_in.py; others count citizens' guesses
# "entered_at" before "at": that a bulletin was on the air is written down afterwards.
# "made_at" before "since": of a bulletin and a report that is the first day they tell of.
_MOMENTS = ("entered_at", "at", "loaded_at", "made_at", "since", "erased_at", "received_at", "reviewed_at")

who_acts: list[Callable[[], int | None]] = []  # set by staff: whose request this is


@dataclass(frozen=True, slots=True)
class Written:
    """What an entry says. `subject` is a word and an id: "officer:3"."""

    what: str
    subject: str
    details: Mapping[str, Any]
    at: datetime
    officer_id: int | None = None
    case_id: int | None = None


def keep_audit(session: Session, *_: object) -> None:
    """After each flush, while what changed is still known: writes an entry for each watched row."""
    found = [_of_new(row) for row in session.new if type(row) in WATCHED]
    found += [_of_gone(row) for row in session.deleted if type(row) in WATCHED]
    for row in session.dirty:
        found += _of_changed(row)
    write_entries(session, found)


def take_up(session: Session, rows: Iterable[Base]) -> None:
    """The same for rows that were written past the session (records/new_rows.py)."""
    write_entries(session, [_of_new(row) for row in rows if type(row) in WATCHED])


def note_deed(
    session: Session, what: str, subject: str, now: datetime, officer: Officer | None, **details: int | str
) -> None:
    """For what leaves no row: an export, a printed book. `details` are ids, codes and numbers."""
    number = officer.id if officer else None
    write_entries(session, [Written(what, subject, details, now, number)])


def write_entries(session: Session, found: Sequence[Written]) -> None:
    if found:
        session.connection().execute(AuditEntry.__table__.insert(), [_row(one) for one in found])  # type: ignore[attr-defined]


def digest_of(entry: Any) -> str:
    """SHA-256 over the canonical JSON of everything that an entry says; 64 hex digits."""
    told = {
        name: getattr(entry, name) for name in ("at", "officer_id", "what", "subject", "details", "case_id")
    }
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def row_print(row: Any, fields: Sequence[str]) -> str:
    """Keyed, so that nobody guesses what stood in the row; 32 hex digits."""
    return keyring.fingerprint(canonical({name: getattr(row, name) for name in fields}))


def canonical(value: Mapping[str, Any]) -> str:
    """The same text for the same content, whichever database gave it back."""
    plain = json.loads(json.dumps(value, default=_plain))
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


def _row(one: Written) -> dict[str, Any]:
    return {
        "at": one.at,
        "officer_id": one.officer_id,
        "what": one.what,
        "subject": one.subject,
        "details": dict(one.details),
        "case_id": one.case_id,
        "digest": digest_of(one),
    }


def _of_new(row: Any) -> Written:
    word = WATCHED[type(row)]
    details: dict[str, Any] = {"id": _key(row)}
    if type(row) in FROZEN:
        details["row"] = row_print(row, FROZEN[type(row)][1])
    moment = next((row.__dict__[name] for name in _MOMENTS if row.__dict__.get(name)), None)
    return _written(row, word, details, moment or clock.now())


def _of_gone(row: Any) -> Written:
    return _written(row, f"{WATCHED[type(row)]}.deleted", {"id": _key(row)}, clock.now())


def _of_changed(row: Any) -> list[Written]:
    if type(row) is Lock:
        return _of_lock(row)
    if type(row) not in WATCHED:
        return []
    changed = _changed(row)
    word = WATCHED[type(row)]
    if type(row) is Officer and "login_count" in changed:
        word, changed = f"{word}.signed_in", changed - {"login_count"}
    elif changed:
        word = f"{word}.changed"
    else:
        return []
    return [_written(row, word, {"id": _key(row), "fields": sorted(changed)}, clock.now())]


def _of_lock(lock: Lock) -> list[Written]:
    """Every try to sign in is counted there before it is judged; one that was right is followed by the sign-in."""
    if not lock.key.startswith(_SIGN_IN) or "failures" not in _changed(lock):
        return []
    return [Written("sign_in.tried", lock.key[:80], {"try": lock.failures}, lock.since)]


def _changed(row: Any) -> frozenset[str]:
    state = inspect(row)
    names = {column.key for column in state.mapper.column_attrs}
    changed = {name for name in names if state.attrs[name].history.has_changes()}
    return frozenset(changed - noise_of(type(row)))


def _written(row: Any, what: str, details: Mapping[str, Any], at: datetime) -> Written:
    case_id = getattr(row, "case_id", None)
    subject = f"case:{case_id}" if case_id else f"{WATCHED[type(row)]}:{_key(row)}"
    return Written(what, subject, details, at, _actor(row), case_id)


def _key(row: Any) -> int | str:
    """Its number; of the few tables without one, the word by which a row is known."""
    (key,) = inspect(row).mapper.primary_key_from_instance(row)
    number: int | str = key
    return number


def _actor(row: Any) -> int | None:
    if type(row) in FROZEN:
        number: int | None = row.officer_id
        return number
    return next((number for ask in who_acts if (number := ask()) is not None), None)
