"""Taking a list of calls in: looked at first, then call by call in the background, each once however often."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, defer

from feedback_service.database import transaction
from feedback_service.errors import ChangeNotAllowed, Fact, NoSuchCase
from feedback_service.handling.promises import zone_of
from feedback_service.intake.call_taking import HeardCall, call_back_due, take_call
from feedback_service.intake.calls.lists.calls import ListedCall, ReadList, read_calls
from feedback_service.intake.calls.lists.columns import Columns, columns_of, guess_columns
from feedback_service.intake.calls.lists.table import Row, read_table
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.notifying.call_backs import owe_call
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Call, CallImport, Job, Officer
from feedback_service.vocabulary import CallBackReason, CallEnd, CallSource, ImportState

JOB = "import_calls"
CHUNK = 200  # calls a transaction
KEPT_FOR = timedelta(days=30)  # results; the list itself is dropped when it was taken in
MOST_FAULTS = 1_000
_AT_ONCE = 500


class ColumnsMissing(Fact):
    status = 422
    said = _l(
        "Xin chỉ cột số gọi đến, cột giờ bắt đầu, và cột kết thúc hoặc thời gian nói: thiếu thì không biết gọi nhỡ."
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """`taken` would be new, `known` are here already; `missed` of the new ones nobody took."""

    rows: Sequence[Row]
    columns: Columns
    read: ReadList | None
    taken: int
    known: int
    missed: int


def keep_list(session: Session, officer: Officer, content: bytes, now: datetime) -> CallImport:
    """Kept to be looked at. Raises ListNotReadable."""
    rows = read_table(content)
    kept = CallImport(
        officer_id=officer.id,
        created_at=now,
        content=content,
        columns=guess_columns(rows).as_document(),
        state=ImportState.PREVIEW,
        faults={"rows": []},
    )
    session.add(kept)
    session.flush()
    return kept


def find_import(session: Session, officer: Officer, number: int) -> CallImport:
    """The officer's own. Raises NoSuchCase."""
    found = session.get(CallImport, number)
    if found is None or found.officer_id != officer.id:
        raise NoSuchCase
    return found


def imports_of(session: Session, officer: Officer) -> Sequence[CallImport]:
    mine = select(CallImport).where(CallImport.officer_id == officer.id)
    return session.scalars(mine.order_by(CallImport.id.desc()).limit(20)).all()


def preview(session: Session, kept: CallImport, pack: Pack, now: datetime) -> Preview:
    rows, columns = read_table(kept.content), columns_of(kept.columns)
    if not _enough(columns):
        return Preview(rows, columns, None, 0, 0, 0)
    read = _read(rows, columns, pack, now)
    known = _known(session, read.calls)
    new = [call for call in read.calls if call.source_id not in known]
    missed = sum(call.end == CallEnd.MISSED for call in new)
    return Preview(rows, columns, read, len(new), len(read.calls) - len(new), missed)


def choose_columns(kept: CallImport, chosen: Mapping[str, Any]) -> None:
    """Raises ChangeNotAllowed once it has begun."""
    if kept.state != ImportState.PREVIEW:
        raise ChangeNotAllowed
    kept.columns = dict(chosen)


def start_import(session: Session, kept: CallImport, now: datetime) -> None:
    """Pressed twice starts once. Raises ColumnsMissing."""
    if kept.state != ImportState.PREVIEW:
        return
    if not _enough(columns_of(kept.columns)):
        raise ColumnsMissing
    kept.state = ImportState.RUNNING
    session.add(Job(key=f"{JOB}:{kept.id}", name=JOB, arguments={"number": kept.id}, run_at=now))


def drop_import(session: Session, kept: CallImport) -> None:
    """Raises ChangeNotAllowed while it runs."""
    if kept.state == ImportState.RUNNING:
        raise ChangeNotAllowed
    session.delete(kept)


def forget_imports(session: Session, *, now: datetime) -> None:
    """A work of the worker. What runs stays."""
    old = (CallImport.created_at < now - KEPT_FOR, CallImport.state != ImportState.RUNNING)
    session.execute(delete(CallImport).where(*old))


def import_calls(*, now: datetime, number: int) -> None:
    """An errand: a chunk a transaction, going on where a killed worker stopped."""
    with transaction() as session:
        kept = session.get_one(CallImport, number)
        if kept.state != ImportState.RUNNING:
            return
        content, columns, pack = kept.content, columns_of(kept.columns), current_pack(session)
    read = _read(read_table(content), columns, pack, now)
    while _take_chunk(number, read, pack, now):
        continue


def _take_chunk(number: int, read: ReadList, pack: Pack, now: datetime) -> bool:
    """Whether there is more."""
    with transaction() as session:
        kept = session.scalars(_without_its_file(number)).one()
        if kept.state != ImportState.RUNNING:
            return False
        kept.rows = len(read.calls)
        chunk = read.calls[kept.done : kept.done + CHUNK]
        new = sum(_take(session, call, pack, now) for call in chunk)
        kept.taken, kept.known = kept.taken + new, kept.known + len(chunk) - new
        kept.done += len(chunk)
        if kept.done < len(read.calls):
            return True
        _finish(kept, read, now)
        return False


def _without_its_file(number: int) -> Select[CallImport]:
    """Ten megabytes need not be opened for every two hundred calls."""
    asked = select(CallImport).where(CallImport.id == number).options(defer(CallImport.content))
    return asked.with_for_update().execution_options(populate_existing=True)


def _finish(kept: CallImport, read: ReadList, now: datetime) -> None:
    kept.state, kept.finished_at, kept.content = ImportState.DONE, now, b""
    told = [{"line": fault.line, "said": fault.said.value} for fault in read.faults[:MOST_FAULTS]]
    kept.faults = {"rows": told, "all": len(read.faults), "outgoing": read.outgoing}


def _take(session: Session, call: ListedCall, pack: Pack, now: datetime) -> bool:
    """Whether it was new. A message left on the exchange's own machine is owed a call like any other."""
    heard = HeardCall(
        source=CallSource.PBX,
        source_id=call.source_id,
        caller=call.caller,
        started_at=call.started_at,
        ended_at=call.ended_at,
        talk_seconds=call.talk_seconds,
        end=call.end,
    )
    taken = take_call(session, heard, pack, now)
    if taken.is_new and call.end == CallEnd.VOICEMAIL and call.caller:
        due, about = call_back_due(call.started_at, pack), f"pbx-{taken.call.id}"
        owe_call(session, CallBackReason.VOICEMAIL, about, call.caller, due, now, call_id=taken.call.id)
    return taken.is_new


def _read(rows: Sequence[Row], columns: Columns, pack: Pack, now: datetime) -> ReadList:
    return read_calls(rows, columns, zone_of(pack), now, own=e164_or_nothing(pack.commune.hotline))


def _enough(columns: Columns) -> bool:
    how = columns.end if columns.end is not None else columns.talk
    return columns.caller is not None and columns.start is not None and how is not None


def _known(session: Session, calls: Sequence[ListedCall]) -> set[str]:
    found: set[str] = set()
    for ids in _batches([call.source_id for call in calls]):
        asked = select(Call.source_id).where(Call.source == CallSource.PBX, Call.source_id.in_(ids))
        found.update(session.scalars(asked))
    return found


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for begin in range(0, len(ids), _AT_ONCE):
        yield ids[begin : begin + _AT_ONCE]
