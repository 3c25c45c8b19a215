"""The verbs of a rehearsal: asked for, switched on, dropped; the nightly measuring. None commits."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact
from feedback_service.pack.current import NoPackLoaded, store_pack
from feedback_service.records import Job, Officer, PackVersion, Rehearsal
from feedback_service.records.new_rows import insert_into
from feedback_service.routing.rehearsing.changes import Change, ChangeDoesNotFit, Op, as_document
from feedback_service.routing.rehearsing.replaying import JOB, UNFINISHED, changed_pack
from feedback_service.vocabulary import RehearsalState

MEASURES_KEPT = 3


class RulesChangedMeanwhile(Fact):
    said = _l("Quy tắc đã đổi từ lúc thử thay đổi này. Xin thử lại.")


class NoSuchRehearsal(Fact):
    status = 404
    said = _l("Không tìm thấy lần thử này.")


def ask_for_rehearsal(
    session: Session, change: Change, reason: str, officer: Officer, now: datetime
) -> Rehearsal:
    """From the pack in force now; the worker begins within seconds. Raises ChangeDoesNotFit, NoPackLoaded."""
    row = _new(session, change, reason.strip(), officer.id, now)
    changed_pack(session, row)
    return row


def switch_on(session: Session, number: int, officer: Officer, now: datetime) -> PackVersion:
    """A new version with author and reason. Raises RulesChangedMeanwhile, ChangeNotAllowed, NoSuchRehearsal."""
    row = _row(session, number)
    if row.state != RehearsalState.DONE or row.officer_id is None:
        raise ChangeNotAllowed
    session.execute(
        _NEWEST.with_for_update()
    )  # of two who press at once the second sees the first one's version
    base = session.scalars(_NEWEST).one()
    if base.id != row.pack_version:
        raise RulesChangedMeanwhile
    try:
        _, pack = changed_pack(session, row)
    except ChangeDoesNotFit:
        raise RulesChangedMeanwhile from None
    stands_on = base.files_hash or base.content_hash
    made = store_pack(session, pack, officer.name, now, row.reason, files_hash=stands_on)
    if made is None:
        raise ChangeNotAllowed
    row.state, row.result = RehearsalState.SWITCHED_ON, {**row.result, "version": made.id}
    return made


def drop(session: Session, number: int) -> None:
    """Also while it runs: the worker stops at its next batch. Raises ChangeNotAllowed, NoSuchRehearsal."""
    row = _row(session, number)
    if row.officer_id is None or row.state in (RehearsalState.SWITCHED_ON, RehearsalState.DROPPED):
        raise ChangeNotAllowed
    row.state = RehearsalState.DROPPED


def measure_rules(session: Session, *, now: datetime) -> None:
    """A work of the worker, nightly or when asked: the rules in force over past cases, for the curve."""
    measured = select(Rehearsal.id).where(Rehearsal.officer_id.is_(None)).order_by(Rehearsal.id.desc())
    kept = list(session.scalars(measured.limit(MEASURES_KEPT)))
    running = (Rehearsal.officer_id.is_(None), Rehearsal.state.in_(UNFINISHED))
    if session.scalars(select(Rehearsal.id).where(*running).limit(1)).first() is not None:
        return
    if len(kept) == MEASURES_KEPT:
        old = (Rehearsal.officer_id.is_(None), Rehearsal.id < kept[-1])
        session.execute(delete(Rehearsal).where(*old).execution_options(synchronize_session=False))
    try:
        _new(session, Change(Op.MEASURE), "", None, now)
    except NoPackLoaded:
        return


def find_rehearsal(session: Session, number: int) -> Rehearsal:
    """Raises NoSuchRehearsal; the nightly measuring is none that anybody asked for, and what was changed in the
    settings' boxes none that was tried.
    """
    row = session.get(Rehearsal, number)
    if row is None or row.officer_id is None or row.change.get("op") == Op.EDIT:
        raise NoSuchRehearsal
    return row


def _new(session: Session, change: Change, reason: str, officer: int | None, now: datetime) -> Rehearsal:
    newest = session.scalars(_NEWEST).one_or_none()
    if newest is None:
        raise NoPackLoaded
    row = Rehearsal(
        asked_at=now,
        officer_id=officer,
        pack_version=newest.id,
        reason=reason,
        change=as_document(change),
        state=RehearsalState.WAITING,
        done=0,
        total=0,
        result={},
    )
    session.add(row)
    session.flush()
    session.execute(
        insert_into(session, Job)
        .values(key=f"{JOB}:{row.id}", name=JOB, arguments={"number": row.id}, run_at=now)
        .on_conflict_do_nothing(index_elements=["key"])
    )
    return row


def _row(session: Session, number: int) -> Rehearsal:
    row = session.get(Rehearsal, number, with_for_update=True, populate_existing=True)
    if row is None:
        raise NoSuchRehearsal
    return row


_NEWEST = select(PackVersion).order_by(PackVersion.id.desc()).limit(1)
