"""Seals everything anew with the first of CONTACT_KEYS, by portions; what is done stays done, so it can be cut off.

The key of the look-up hashes is another one (SECRET_KEY) and stays: with a new one no number would be found again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Column, LargeBinary, Table, select, type_coerce, update
from sqlalchemy.orm import Session

from feedback_service.carrier import files
from feedback_service.database import db, transaction
from feedback_service.records import Base, Recording, keyring
from feedback_service.records.sealing import SealedBytes, SealedJson, SealedText

AT_ONCE = 500  # rows in one transaction
_SEALED = (SealedBytes, SealedJson, SealedText)


@dataclass(slots=True)
class Rotated:
    """`left`: sealed values that the first key alone does not open; none once all is done."""

    values: int = 0
    files: int = 0
    left: int = 0
    unreadable: int = 0  # opened by no key that is set: they are left as they are


def rotate(progress: Callable[[int], object] = lambda _: None) -> Rotated:
    """Returns what was sealed anew in this run, and what a second look found left."""
    done = Rotated()
    for table, column in sealed_columns():
        done.values += _rotate_column(table, column, progress)
    done.files = _rotate_recordings(progress)
    done.left, done.unreadable = _look_again(db.session())
    return done


def sealed_columns() -> Iterator[tuple[Table, Column[object]]]:
    """Every sealed column of every table: a new one is found without being named here."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, _SEALED):
                yield table, column


def _rotate_column(table: Table, column: Column[object], progress: Callable[[int], object]) -> int:
    last, changed = None, 0
    while True:
        with transaction() as session:
            rows = _portion(session, table, column, last)
            changed += sum(_rotate_value(session, table, column, key, bytes(value)) for key, value in rows)
        if not rows:
            return changed
        last = rows[-1][0]
        progress(len(rows))


def _portion(
    session: Session, table: Table, column: Column[object], after: object
) -> list[tuple[object, bytes]]:
    key = table.primary_key.columns[0]
    asked = select(key, type_coerce(column, LargeBinary)).where(column.is_not(None))
    if after is not None:
        asked = asked.where(key > after)
    return [(number, value) for number, value in session.execute(asked.order_by(key).limit(AT_ONCE))]


def _rotate_value(session: Session, table: Table, column: Column[object], key: object, old: bytes) -> bool:
    """Nothing happens where somebody wrote meanwhile: that is sealed with the first key already."""
    new = keyring.sealed_anew(old)
    if new is None:
        return False
    same = type_coerce(column, LargeBinary) == old
    statement = update(table).where(table.primary_key.columns[0] == key, same)
    result = session.execute(statement.values({column.name: type_coerce(new, LargeBinary)}))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def _rotate_recordings(progress: Callable[[int], object]) -> int:
    """Files are named by their content, so one sealed anew has another name; the old one is swept up by night."""
    changed = 0
    for number in db.session().scalars(select(Recording.id).where(Recording.sha256 != "")).all():
        with transaction() as session:
            recording = session.get_one(Recording, number, with_for_update=True, populate_existing=True)
            new = _file_anew(recording.sha256)
            if new is not None:
                recording.sha256, changed = files.put(new), changed + 1
        progress(1)
    return changed


def _file_anew(name: str) -> bytes | None:
    try:
        with files.open(name) as sealed:
            return keyring.sealed_anew(sealed.read())
    except files.NoSuchFile:
        return None


def _look_again(session: Session) -> tuple[int, int]:
    left = unreadable = 0
    for table, column in sealed_columns():
        last: object = None
        while rows := _portion(session, table, column, last):
            opened = [keyring.opened_by_first(bytes(value)) for _, value in rows]
            left += opened.count(False)
            unreadable += sum(not keyring.is_readable(bytes(value)) for _, value in rows)
            last = rows[-1][0]
    session.rollback()
    return left, unreadable
