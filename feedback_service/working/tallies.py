"""Folds the kept figures: many rows of +1 and -1 become one row with their sum."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from feedback_service.records import Tally
from feedback_service.records.tally import tally_row

MOST_ROWS = 5_000  # in one turn: some 50 ms in which nobody else writes to SQLite

_ABOUT = (
    Tally.book,
    Tally.measure,
    Tally.day,
    Tally.unit_code,
    Tally.kind,
    Tally.topic_code,
    Tally.channel,
    Tally.area_code,
    Tally.sealed,
)


def fold_tallies(session: Session, *, now: datetime) -> int:
    """Returns how many rows were folded. The sum that everybody reads is the same before, during and after.

    What is deleted is exactly what is added up (DELETE … RETURNING): rows that come meanwhile are not
    touched, and of two that fold at once the second finds nothing.
    """
    sums: Counter[tuple[Any, ...]] = Counter()
    gone = session.execute(delete(Tally).where(Tally.id.in_(_foldable(session))).returning(*_ABOUT, Tally.n))
    folded = 0
    for *about, n in gone:
        sums[tuple(about)] += n
        folded += 1
    session.add_all(tally_row(key, n) for key, n in sums.items() if n)
    return folded


def _foldable(session: Session) -> list[int]:
    """Rows that say something about what another row is about too."""
    others = func.count().over(partition_by=_ABOUT).label("others")
    rows = select(Tally.id, others).subquery()
    query = select(rows.c.id).where(rows.c.others > 1).order_by(rows.c.id).limit(MOST_ROWS)
    return list(session.scalars(query))
