"""The worker's part of a rehearsal: past cases, newest first, with the rules before and after, batch by batch.

Nothing is held open while it thinks: cases are read, proposals made, and the figures committed with `done`. A
killed worker's successor goes on at the cursor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row as DbRow
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.pack.document import from_document as read_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, PackVersion, Rehearsal
from feedback_service.routing.judging import counted_unit
from feedback_service.routing.proposing import propose
from feedback_service.routing.rehearsing.changes import ChangeDoesNotFit, Op, apply_change, from_document
from feedback_service.routing.rehearsing.counting import Counts, Past, counts_from
from feedback_service.routing.rehearsing.regression import measure_regression
from feedback_service.vocabulary import RehearsalState, Visibility

JOB = "rehearse"
MOST_CASES = 20_000
BATCH = 200
REACH = timedelta(days=365)
UNFINISHED = (RehearsalState.WAITING, RehearsalState.RUNNING)


@dataclass(frozen=True, slots=True)
class Run:
    """A rehearsal on its way. `since`: how far back; `top`: the newest case that was there when it began."""

    number: int
    before: Pack
    after: Pack
    since: datetime
    top: int


def rehearse(*, now: datetime, number: int, batch: int = BATCH) -> None:
    """An errand. Raises nothing where the change no longer fits: the rehearsal has failed then, and says so."""
    run = _begin(number, now)
    if run is None:
        return
    while _take_batch(run, batch):
        continue
    regression = measure_regression(run.before, run.after)
    with transaction() as session:
        row = _held(session, number)
        if row is not None:
            row.result = {**row.result, "regression": regression}
            row.state, row.finished_at = RehearsalState.DONE, now


def changed_pack(session: Session, row: Rehearsal) -> tuple[Pack, Pack]:
    """The pack that the rehearsal started from, and the same with its change. Raises ChangeDoesNotFit."""
    change = from_document(row.change)
    before = pack_of(session, row.pack_version)
    if change.op is Op.BACK:
        return before, pack_of(session, change.version)
    return before, apply_change(change, before)


def pack_of(session: Session, version: int) -> Pack:
    """Raises ChangeDoesNotFit where there is no such version."""
    kept = session.get(PackVersion, version)
    if kept is None:
        raise ChangeDoesNotFit
    return read_pack(kept.document, version)


def _begin(number: int, now: datetime) -> Run | None:
    """The packs are read before anybody's turn to write is taken."""
    reading = db.session()
    row = reading.get(Rehearsal, number)
    packs = _packs(reading, row) if row is not None and row.state in UNFINISHED else None
    reading.rollback()
    with transaction() as session:
        row = session.get(Rehearsal, number, with_for_update=True, populate_existing=True)
        if row is None or row.state not in UNFINISHED:
            return None
        if packs is None:
            row.state, row.finished_at = RehearsalState.FAILED, now
            return None
        if row.state == RehearsalState.WAITING:
            _set_out(session, row)
        return Run(number, *packs, row.asked_at - REACH, row.result["top"])


def _packs(session: Session, row: Rehearsal) -> tuple[Pack, Pack] | None:
    try:
        return changed_pack(session, row)
    except ChangeDoesNotFit:
        return None


def _set_out(session: Session, row: Rehearsal) -> None:
    since = row.asked_at - REACH
    row.state = RehearsalState.RUNNING
    there = session.scalar(select(func.count(Case.id)).where(Case.entered_at >= since)) or 0
    row.total = min(there, MOST_CASES)
    top = session.scalar(select(func.max(Case.id))) or 0
    row.result = {"top": top, "cursor": top + 1, "past": Counts().as_document()}


def _take_batch(run: Run, batch: int) -> bool:
    """Whether there is more."""
    reading = db.session()
    row = reading.get_one(Rehearsal, run.number)
    done, cursor, counts = row.done, row.result["cursor"], counts_from(row.result["past"])
    size = min(batch, MOST_CASES - done)
    cases = reading.execute(_cases(run, cursor, size)).all() if size > 0 else []
    reading.rollback()
    for case in cases:
        _count(counts, case, run)
    if not cases:
        return False
    with transaction() as session:
        held = _held(session, run.number)
        if held is None or held.done != done:  # dropped, or another worker has it
            return False
        held.done = done + len(cases)
        held.result = {**held.result, "cursor": cases[-1].id, "past": counts.as_document()}
        held.total = max(held.total, held.done)
    return len(cases) == size


def _cases(run: Run, cursor: int, size: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Case.id, Case.text, Case.area_code, Case.unit_code, Case.visibility, Case.confirmed_at)
        .where(Case.id < cursor, Case.id <= run.top, Case.entered_at >= run.since)
        .order_by(Case.id.desc())
        .limit(size)
    )


def _count(counts: Counts, case: DbRow[Any], run: Run) -> None:
    units: Sequence[str] = (counted_unit(case.unit_code, run.before),) if case.confirmed_at else ()
    past = Past(case.id, case.text, case.visibility == Visibility.SEALED, tuple(units))
    before = propose(case.text, run.before, case.area_code)
    after = before if run.after is run.before else propose(case.text, run.after, case.area_code)
    counts.add(past, before, after, run.before)


def _held(session: Session, number: int) -> Rehearsal | None:
    """None where it is no longer running."""
    query = select(Rehearsal).where(Rehearsal.id == number).with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return row if row is not None and row.state == RehearsalState.RUNNING else None
