"""The log as its readers see it: newest first, by key, without anything of a case that they may not see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from feedback_service.records import AuditEntry, AuditLink, Case, Event, Officer, Reading
from feedback_service.staff.visibility import visible_cases

LINES = 50
OFTEN_DAYS = 7
_OFTEN_AT_LEAST = 10  # looks in a week below which nobody is named
_OFTEN_TIMES = 3  # as many as the others on average


@dataclass(frozen=True, slots=True)
class Asked:
    """`what` a word of the log, `officer` an id, `code` a case's; what is empty is not asked for."""

    what: str = ""
    officer: int | None = None
    code: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """`action` is that of the event or what was read; `code` "" where it is of no case. `linked`: in the chain."""

    id: int
    at: datetime
    who: str
    what: str
    action: str
    subject: str
    code: str
    fields: Sequence[str]
    reason: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Often:
    """An officer who looked at senders or sealed cases unusually often in the last seven days."""

    officer_id: int
    name: str
    looks: int


def log_page(session: Session, reader: Officer, asked: Asked) -> list[LogEntry]:
    """One more than a page holds."""
    rows = session.execute(_query(reader, asked).limit(LINES + 1)).all()
    events = _by_id(session, Event, [row for row in rows if row.AuditEntry.what == "event"])
    readings = _by_id(session, Reading, [row for row in rows if row.AuditEntry.what == "reading"])
    return [_line(row, events, readings) for row in rows]


def often_looking(session: Session, now: datetime) -> list[Often]:
    """Whoever looked three times as often as the others, and ten times at least; of very few lookers, by ten alone."""
    counted = (
        select(Reading.officer_id, Officer.name, func.count())
        .join(Officer, Officer.id == Reading.officer_id)
        .where(Reading.at > now - timedelta(days=OFTEN_DAYS))
        .group_by(Reading.officer_id, Officer.name)
    )
    rows = [(number, name, looks) for number, name, looks in session.execute(counted)]
    everybody = sum(looks for _, _, looks in rows)
    found = [Often(*row) for row in rows if _is_often(row[2], everybody, len(rows))]
    return sorted(found, key=lambda one: -one.looks)


def words_in_use(session: Session) -> list[str]:
    """Of the newest entries, so that asking costs the same with a million."""
    newest = select(AuditEntry.what).order_by(AuditEntry.id.desc()).limit(2_000).subquery()
    return sorted(session.scalars(select(newest.c.what).distinct()))


def newest_root(session: Session) -> tuple[int, str, datetime | None]:
    """How many links the chain has, its end, and when that was forged."""
    last = session.scalars(select(AuditLink).order_by(AuditLink.position.desc()).limit(1)).first()
    return (last.position, last.chain, last.at) if last else (0, "", None)


def _is_often(looks: int, everybody: int, people: int) -> bool:
    others = (everybody - looks) / (people - 1) if people > 1 else 0
    return looks >= _OFTEN_AT_LEAST and looks >= _OFTEN_TIMES * others


def _query(reader: Officer, asked: Asked) -> Select[AuditEntry, str, str, bool]:
    query = (
        select(
            AuditEntry,
            Officer.name,
            Case.code,
            exists().where(AuditLink.entry_id == AuditEntry.id).label("linked"),
        )
        .outerjoin(Officer, Officer.id == AuditEntry.officer_id)
        .outerjoin(Case, Case.id == AuditEntry.case_id)
        .where(_may_know(reader))
    )
    for given, condition in (
        (asked.what, AuditEntry.what == asked.what),
        (asked.officer, AuditEntry.officer_id == asked.officer),
        (asked.code, Case.code == asked.code.strip().upper()),
        (asked.before, AuditEntry.id < (asked.before or 0)),
    ):
        query = query.where(condition) if given else query
    return query.order_by(AuditEntry.id.desc())


def _may_know(reader: Officer) -> ColumnElement[bool]:
    return or_(AuditEntry.case_id.is_(None), visible_cases(reader))


def _by_id(session: Session, table: Any, rows: Sequence[Any]) -> dict[int, Any]:
    numbers = [row.AuditEntry.details["id"] for row in rows]
    found = session.scalars(select(table).where(table.id.in_(numbers))) if numbers else ()
    return {one.id: one for one in found}


def _line(row: Any, events: dict[int, Event], readings: dict[int, Reading]) -> LogEntry:
    entry = row.AuditEntry
    number = entry.details.get("id", 0)
    event = events.get(number) if entry.what == "event" else None
    reading = readings.get(number) if entry.what == "reading" else None
    return LogEntry(
        id=entry.id,
        at=entry.at,
        who=row.name or "",
        what=entry.what,
        action=event.action if event else reading.what if reading else "",
        subject="" if row.code else entry.subject,
        code=row.code or "",
        fields=entry.details.get("fields", ()),
        reason=reading.reason if reading else "",
        linked=row.linked,
    )
