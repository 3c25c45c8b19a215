"""Writes demo cases in bulk: as they would stand in the tables after a year of ordinary work."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.demo.scene import Crew, Scene, crew_of
from feedback_service.demo.telling import tell
from feedback_service.demo.told import Told
from feedback_service.pack.model import Pack
from feedback_service.records import (
    Answer,
    Case,
    CaseReader,
    Contact,
    Event,
    Message,
    Officer,
    Promise,
    PublicText,
    Rating,
    Tally,
)
from feedback_service.records.audit import take_up
from feedback_service.records.tally import figures_of
from feedback_service.working.planner import tell_planner_at_once

CHUNK = 500  # cases a transaction: others may write in between
_TABLES: tuple[type[Any], ...] = (
    Contact,
    Case,
    CaseReader,
    Promise,
    Event,
    Answer,
    Message,
    PublicText,
    Rating,
)
_COLUMNS = ("book", "measure", "day", "unit_code", "kind", "topic_code", "channel", "area_code", "sealed")


def is_empty(session: Session) -> bool:
    return session.scalar(select(Case.id).limit(1)) is None


def fill(pack: Pack, cases: int, now: datetime, progress: Callable[[int], object]) -> None:
    """Adds `cases` cases over the twelve months before `now`. A second call tells others than the first."""
    there = db.session.scalar(select(func.max(Case.id))) or 0
    chance = random.Random(20260418 + there)  # noqa: S311  stories, not secrets
    scene = Scene(pack, _crew(db.session()), now, chance)
    figures: Counter[tuple[Any, ...]] = Counter()
    for done in range(0, cases, CHUNK):
        count = min(CHUNK, cases - done)
        told = [tell(scene) for _ in range(count)]  # before the transaction: others may write meanwhile
        with transaction() as session:
            _write(session, _with_free_codes(session, told, chance))
            for one in told:
                figures.update(figures_of(one.case.__getitem__))
            if done + count == cases:
                _write_figures(session, figures)
                tell_planner_at_once(session, now)
        progress(count)


def _crew(session: Session) -> Crew:
    return crew_of(session.scalars(select(Officer).where(Officer.demo, Officer.active).order_by(Officer.id)))


def _with_free_codes(session: Session, told: list[Told], chance: random.Random) -> list[Told]:
    """Among 100,000 cases one new code in a hundred is taken, and so may be the one that replaces it."""
    while clashing := _clashing(session, told):
        for one in clashing:
            one.rename(chance)
    return told


def _clashing(session: Session, told: list[Told]) -> list[Told]:
    """Those whose code is in the database, or was given to an earlier one of them."""
    taken = set(session.scalars(select(Case.code).where(Case.code.in_([one.code for one in told]))))
    clashing: list[Told] = []
    for one in told:
        if one.code in taken:
            clashing.append(one)
        taken.add(one.code)
    return clashing


def _write(session: Session, told: list[Told]) -> None:
    """Ids first, so that the rows of a case know each other before any of them is there."""
    rows: dict[Any, list[dict[str, Any]]] = {record: [] for record in _TABLES}
    contacts = _ids(session, Contact, sum(one.contact is not None for one in told))
    ids = _ids(session, Case, len(told))
    for one in told:
        case_id = next(ids)
        contact_id = next(contacts) if one.contact is not None else None
        if one.contact is not None:
            rows[Contact].append({**one.contact, "id": contact_id})
        rows[Case].append({**one.case, "id": case_id, "contact_id": contact_id})
        for record, parts in one.parts.items():
            rows[record] += [{**part, "case_id": case_id} for part in parts]
    for record in _TABLES:
        if rows[record]:
            session.execute(insert(record), rows[record])
    cases = [row["id"] for row in rows[Case]]
    take_up(session, session.scalars(select(Event).where(Event.case_id.in_(cases)).order_by(Event.id)))


def _ids(session: Session, record: type[Any], count: int) -> Any:
    """Numbers that nobody else will use: from PostgreSQL's sequence, or under SQLite's write lock."""
    table: Table = record.__table__
    if count == 0:
        return iter(())
    if session.get_bind().dialect.name == "postgresql":
        sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
        numbers = session.execute(
            text(f"SELECT nextval({sequence}) FROM generate_series(1, :n)"),  # noqa: S608  our own table's name
            {"n": count},
        )
        return iter(numbers.scalars().all())
    first = (session.scalar(select(func.max(table.c.id))) or 0) + 1
    return iter(range(first, first + count))


def _write_figures(session: Session, figures: Counter[tuple[Any, ...]]) -> None:
    rows = [dict(zip(_COLUMNS, key, strict=True), n=n) for key, n in figures.items()]
    if rows:
        session.execute(insert(Tally), rows)
