"""The calendar or a rule changed: promises that run are not moved. What they would be is proposed; a leader decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NotYours
from feedback_service.handling.deadlines.promises import end_of_day, roll_forward
from feedback_service.handling.deadlines.rule_choice import NoDeadlineRule
from feedback_service.handling.deadlines.steps import Reason, Step, steps_as_json
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import next_due, note_lateness, promised, zone_of
from feedback_service.handling.workflow import record
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Job, MovedPromise, Officer, Promise
from feedback_service.records.new_rows import insert_into
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import Clock, Counting, Role

PER_TURN = 500
_DAYS = (Counting.WORKING, Counting.CALENDAR)
_TOLD = (Clock.ANSWER, Clock.DECISION)


@dataclass(frozen=True, slots=True)
class Proposal:
    moved: MovedPromise
    promise: Promise
    case: Case


def watch_calendar(session: Session, now: datetime) -> None:
    """Asks for one counting anew for each version of the pack."""
    _look_from(session, current_pack(session).version, 0, now)


def propose_moves(session: Session, version: int, after: int, now: datetime) -> None:
    """Counts again what runs under an older pack, by portions. Writes rows of MovedPromise, moves nothing."""
    pack = current_pack(session)
    running = (
        select(Promise, Case)
        .join(Case, Case.id == Promise.case_id)
        .where(Promise.id > after, Promise.met_at.is_(None), Promise.ended_at.is_(None))
        .where(Promise.pack_version < pack.version, Promise.counting.in_(_DAYS))
        .order_by(Promise.id)
        .limit(PER_TURN)
    )
    rows = session.execute(running).all()
    for promise, case in rows:
        _propose(session, promise, case, pack, now)
    if len(rows) == PER_TURN:
        _look_from(session, version, rows[-1][0].id, now)


def _look_from(session: Session, version: int, after: int, now: datetime) -> None:
    session.execute(
        insert_into(session, Job)
        .values(
            key=f"propose_moves:{version}:{after}",
            name="propose_moves",
            arguments={"version": version, "after": after},
            run_at=now,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )


def waiting_moves(session: Session, officer: Officer, limit: int = 200) -> list[Proposal]:
    """What waits for a leader, of cases that he may see and of clocks that still run. The earliest day first."""
    asked = (
        select(MovedPromise, Promise, Case)
        .join(Promise, Promise.id == MovedPromise.promise_id)
        .join(Case, Case.id == MovedPromise.case_id)
        .where(MovedPromise.decided_at.is_(None), visible_cases(officer))
        .where(Promise.met_at.is_(None), Promise.ended_at.is_(None))
        .order_by(Promise.due_on, MovedPromise.id)
        .limit(limit)
    )
    return [Proposal(*row) for row in session.execute(asked)]


def decide_moves(
    session: Session, officer: Officer, numbers: Iterable[int], take: bool, pack: Pack, now: datetime
) -> int:
    """Takes the new days, or leaves the old ones; returns how many. Raises NotYours, ChangeNotAllowed where one was
    decided or moved meanwhile.
    """
    if officer.role != Role.LEADER:
        raise NotYours
    waiting = {one.moved.id: one for one in waiting_moves(session, officer)}
    chosen = [waiting[number] for number in numbers if number in waiting]
    for one in chosen:
        _decide(session, one, officer, take, pack, now)
    return len(chosen)


def _decide(session: Session, one: Proposal, officer: Officer, take: bool, pack: Pack, now: datetime) -> None:
    moved, promise, case = one.moved, one.promise, one.case
    moved.decided_at, moved.decided_by, moved.taken = now, officer.id, take
    if not take:
        record(session, case, "promise_kept_as_it_was", now, officer)
        return
    if promise.due_on != moved.from_due_on:
        raise ChangeNotAllowed
    note_lateness(case, promise, now)
    promise.due_on = moved.to_due_on
    promise.due_at = end_of_day(moved.to_due_on, zone_of(pack))
    promise.trace = {"steps": [*promise.trace["steps"], *moved.trace["steps"]]}
    case.due_on = next_due(case)
    days = {"from": moved.from_due_on.isoformat(), "to": moved.to_due_on.isoformat()}
    record(session, case, "promise_moved", now, officer, **days)
    if promise.clock in _TOLD:
        key = f"moved:{moved.id}"
        tell_citizen(session, case, "due_moved", pack, now, key=key, due=promise.due_on)


def _propose(session: Session, promise: Promise, case: Case, pack: Pack, now: datetime) -> None:
    to = _counted_again(promise, case, pack)
    known = select(MovedPromise.id).where(
        MovedPromise.promise_id == promise.id, MovedPromise.pack_version == pack.version
    )
    if to is None or to == promise.due_on or session.scalar(known) is not None:
        return
    older = select(MovedPromise).where(
        MovedPromise.promise_id == promise.id, MovedPromise.decided_at.is_(None)
    )
    for stale in session.scalars(older):  # the newest pack is the one that counts
        stale.decided_at, stale.taken = now, False
    steps = (Step(Reason.CALENDAR_CHANGED, (promise.due_on,)), Step(Reason.DUE_MOVED, (to,)))
    session.add(
        MovedPromise(
            promise_id=promise.id,
            case_id=case.id,
            pack_version=pack.version,
            from_due_on=promise.due_on,
            to_due_on=to,
            trace={"steps": steps_as_json(steps)},
            made_at=now,
        )
    )


def _counted_again(promise: Promise, case: Case, pack: Pack) -> date | None:
    """The day by the pack of today. What pauses and extensions added is added again."""
    try:
        new = promised(promise.clock, case.kind, promise.started_at, pack, case.area_code)
    except NoDeadlineRule:
        return None
    if new.first_due_on == promise.first_due_on:
        return promise.due_on
    added: timedelta = promise.due_on - promise.first_due_on
    if not added:
        return new.first_due_on
    return roll_forward(new.first_due_on + added, working_calendar(pack.calendar))[0]
