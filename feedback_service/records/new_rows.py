"""Writing new records without the session's bookkeeping.

Half of the time of a submission went into working out, for seven rows that nobody has seen before, what changed and
in which order to write it. Here they are written in the order given; afterwards the session knows them as if it had
loaded them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, make_transient_to_detached

from feedback_service.records.audit import take_up
from feedback_service.records.base import Base
from feedback_service.records.tally import Tally


def insert_into(session: Session, record: type[Base]) -> postgresql.Insert:
    """An INSERT that may say ON CONFLICT: both databases say it in the same words, SQLAlchemy in two classes."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(record)
    return cast(postgresql.Insert, sqlite.insert(record))


def write(session: Session, rows: Sequence[Base]) -> None:
    """Inserts new rows of one table; their ids are set. Raises sqlalchemy's IntegrityError."""
    if not rows:
        return
    statement, returning = _insert(type(rows[0]))
    connection = session.connection()
    if len(rows) == 1:
        key = connection.execute(statement, _values(rows[0])).inserted_primary_key
        rows[0].id = key[0] if key else None  # type: ignore[attr-defined]
    else:
        ids = connection.execute(returning, [_values(row) for row in rows]).scalars().all()
        for row, number in zip(rows, ids, strict=True):
            row.id = number  # type: ignore[attr-defined]
    take_up(session, rows)


def write_tallies(session: Session, keys: Sequence[tuple[Any, ...]]) -> None:
    """Adds one to each of these figures (records/tally.py:figures_of)."""
    names = ("book", "measure", "day", "unit_code", "kind", "topic_code", "channel", "area_code", "sealed")
    rows = [dict(zip(names, key, strict=True), n=1) for key in keys]
    session.connection().execute(_insert(Tally)[0], rows)


def adopt(session: Session, rows: Sequence[Base]) -> None:
    """Has the session know rows that were written here, the parts before the whole."""
    for row in rows:
        make_transient_to_detached(row)
    session.add_all(rows)


@cache
def _insert(record: type[Base]) -> tuple[Insert, Insert]:
    """The statement for one row, and the one that gives many rows' ids in their order."""
    table = record.__table__
    assert isinstance(table, Table)  # noqa: S101  mapped to tables, all of them
    statement = table.insert()
    return statement, statement.returning(table.c.id, sort_by_parameter_order=True)


def _values(row: Base) -> dict[str, Any]:
    names = _columns(type(row))
    return {name: value for name, value in row.__dict__.items() if name in names}


@cache
def _columns(record: type[Base]) -> frozenset[str]:
    return frozenset(column.key for column in inspect(record).column_attrs)
