"""Taking a book over: kept, looked at, then entry by entry in the background, each once however often."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.errors import ChangeNotAllowed, Fact, NoSuchCase
from feedback_service.handling.answer import close_answered
from feedback_service.handling.promises import zone_of
from feedback_service.intake.books.columns import Columns, columns_of, guess_columns
from feedback_service.intake.books.entries import Entry, FaultyEntry, read_entries
from feedback_service.intake.books.workbook import read_workbook
from feedback_service.intake.calls.lists.table import Row
from feedback_service.intake.receive import receive_submission
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, BookImport, Case, Job, Officer
from feedback_service.vocabulary import ImportState

JOB = "import_book"
CHUNK = 20  # entries a transaction
MOST_FAULTS = 2_000
KEPT_FOR = timedelta(days=30)
_AT_ONCE = 500


class ColumnsMissing(Fact):
    status = 422
    said = _l("Xin chỉ cột ngày và cột nội dung: thiếu thì không nhập được.")


@dataclass(frozen=True, slots=True)
class Preview:
    """`new` would be taken over, `known` are here already; `settled` of the new ones are closed in the book."""

    rows: Sequence[Row]
    columns: Columns
    entries: Sequence[Entry]
    faults: Sequence[FaultyEntry]
    new: int
    known: int
    settled: int


def keep_book(
    session: Session, officer: Officer, content: bytes, file_name: str, now: datetime
) -> BookImport:
    """Raises BookNotReadable."""
    rows = read_workbook(content)
    kept = BookImport(
        at=now,
        officer_id=officer.id,
        state=ImportState.PREVIEW,
        file_name=file_name[-200:],
        rows={"rows": [[row.line, list(row.cells)] for row in rows]},
        columns=guess_columns(rows).as_document(),
        report={"rows": []},
        all_rows=len(rows),
    )
    session.add(kept)
    session.flush()
    return kept


def find_book(session: Session, officer: Officer, number: int) -> BookImport:
    """The officer's own. Raises NoSuchCase."""
    found = session.get(BookImport, number)
    if found is None or found.officer_id != officer.id:
        raise NoSuchCase
    return found


def books_of(session: Session, officer: Officer) -> Sequence[BookImport]:
    mine = select(BookImport).where(BookImport.officer_id == officer.id)
    return session.scalars(mine.order_by(BookImport.id.desc()).limit(20)).all()


def preview(session: Session, kept: BookImport, pack: Pack, now: datetime) -> Preview:
    rows, columns = _rows(kept), columns_of(kept.columns)
    entries, faults = _read(kept, pack, now) if columns.enough else ([], [])
    known = _known(session, [entry.submission.submission_id for entry in entries])
    new = {one.submission.submission_id: one for one in entries if one.submission.submission_id not in known}
    settled = sum(entry.answered_at is not None for entry in new.values())
    return Preview(rows, columns, entries, faults, len(new), len(entries) - len(new), settled)


def choose_columns(kept: BookImport, chosen: Mapping[str, Any]) -> None:
    """Raises ChangeNotAllowed once it has begun."""
    if kept.state != ImportState.PREVIEW:
        raise ChangeNotAllowed
    kept.columns = dict(chosen)


def start_import(session: Session, kept: BookImport, now: datetime) -> None:
    """Pressed twice starts once. Raises ColumnsMissing."""
    if kept.state != ImportState.PREVIEW:
        return
    if not columns_of(kept.columns).enough:
        raise ColumnsMissing
    kept.state = ImportState.RUNNING
    session.add(Job(key=f"{JOB}:{kept.id}", name=JOB, arguments={"number": kept.id}, run_at=now))


def drop_book(session: Session, kept: BookImport) -> None:
    """Raises ChangeNotAllowed while it runs."""
    if kept.state == ImportState.RUNNING:
        raise ChangeNotAllowed
    session.delete(kept)


def forget_books(session: Session, *, now: datetime) -> None:
    """Work that comes round: what nobody went on with, and old reports."""
    old = (BookImport.at < now - KEPT_FOR, BookImport.state != ImportState.RUNNING)
    session.execute(delete(BookImport).where(*old))


def import_book(*, now: datetime, number: int) -> None:
    """An errand: some entries a transaction, going on where a killed worker stopped."""
    with transaction() as session:
        kept = session.get_one(BookImport, number)
        if kept.state != ImportState.RUNNING:
            return
        pack = current_pack(session)
        entries, faults = _read(kept, pack, kept.at)
    while _take_chunk(number, entries, faults, pack, now):
        continue


def _take_chunk(
    number: int, entries: Sequence[Entry], faults: Sequence[FaultyEntry], pack: Pack, now: datetime
) -> bool:
    """Whether there is more."""
    with transaction() as session:
        kept = session.get_one(BookImport, number, with_for_update=True, populate_existing=True)
        if kept.state != ImportState.RUNNING:
            return False
        officer = session.get_one(Officer, kept.officer_id)
        chunk = entries[kept.done_rows : kept.done_rows + CHUNK]
        new = sum(_take(session, entry, officer, pack, now) for entry in chunk)
        kept.all_rows, kept.done_rows = len(entries), kept.done_rows + len(chunk)
        told = kept.report
        kept.report = {
            **told,
            "new": told.get("new", 0) + new,
            "known": told.get("known", 0) + len(chunk) - new,
        }
        if kept.done_rows < len(entries):
            return True
        _finish(kept, faults)
        return False


def _take(session: Session, entry: Entry, officer: Officer, pack: Pack, now: datetime) -> bool:
    """Whether it was new. What the book calls settled is answered at its own hour, so that it is late or not."""
    receipt = receive_submission(session, entry.submission, pack, now)
    if receipt.created and entry.answered_at:
        _settle(session, receipt.case, entry, entry.answered_at, officer, pack)
    return receipt.created


def _settle(
    session: Session, case: Case, entry: Entry, answered_at: datetime, officer: Officer, pack: Pack
) -> None:
    if entry.result:
        row = {"saved_at": answered_at, "submitted_at": answered_at, "approved_at": answered_at}
        session.add(Answer(case_id=case.id, text=entry.result, author_id=officer.id, **row))
    close_answered(session, case, officer, entry.result or "–", pack, answered_at)
    session.flush()


def _finish(kept: BookImport, faults: Sequence[FaultyEntry]) -> None:
    kept.state, kept.rows = ImportState.DONE, {}
    told = [{"line": fault.line, "said": fault.said.value} for fault in faults[:MOST_FAULTS]]
    kept.report = {**kept.report, "rows": told, "all": len(faults)}


def _rows(kept: BookImport) -> list[Row]:
    return [Row(line, tuple(cells)) for line, cells in kept.rows.get("rows", [])]


def _read(kept: BookImport, pack: Pack, now: datetime) -> tuple[list[Entry], list[FaultyEntry]]:
    return read_entries(_rows(kept), columns_of(kept.columns), zone_of(pack), now, kept.officer_id)


def _known(session: Session, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in _batches(ids):
        found.update(session.scalars(select(Case.submission_id).where(Case.submission_id.in_(part))))
    return found


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield ids[begin : begin + _AT_ONCE]
