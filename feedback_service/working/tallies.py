"""Folds the kept figures: many rows of +1 and -1 become one row with their sum."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.records import Tally
from feedback_service.records.tally import tally_row

AT_ONCE = 500  # rows in one transaction: some 50 ms in which nobody else writes to SQLite

_ABOUT = (
    Tally.measure,
    Tally.day,
    Tally.unit_code,
    Tally.kind,
    Tally.topic_code,
    Tally.channel,
    Tally.area_code,
    Tally.sealed,
)


def fold_tallies(book: str, *, now: datetime) -> int:
    """An errand. Returns how many rows were folded; the sums that everybody reads stay the same all along.

    The search goes on beside everybody's work; only the folding itself, by portions, takes the writer's turn.
    """
    reading = db.session()
    rows = _foldable(reading, book)
    reading.rollback()
    for start in range(0, len(rows), AT_ONCE):
        with transaction() as session:
            fold(session, rows[start : start + AT_ONCE])
    return len(rows)


def fold(session: Session, rows: Sequence[int]) -> None:
    """What is deleted is exactly what is added up (DELETE … RETURNING): of two that fold the same rows at
    once, the second finds nothing."""
    sums: Counter[tuple[Any, ...]] = Counter()
    gone = session.execute(delete(Tally).where(Tally.id.in_(rows)).returning(Tally.book, *_ABOUT, Tally.n))
    for *about, n in gone:
        sums[tuple(about)] += n
    session.add_all(tally_row(key, n) for key, n in sums.items() if n)


def _foldable(session: Session, book: str) -> list[int]:
    """Rows that say something about what another row is about too, those of one matter side by side."""
    others = func.count().over(partition_by=_ABOUT).label("others")
    rows = select(Tally.id, others, *_ABOUT).where(Tally.book == book).subquery()
    query = select(rows.c.id).where(rows.c.others > 1).order_by(*(rows.c[column.key] for column in _ABOUT))
    return list(session.scalars(query))
