"""The clocks of a case: started by law's counting, frozen, met, paused, restated. Lateness is written once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from feedback_service.handling.deadlines.pauses import resume
from feedback_service.handling.deadlines.promises import Promise as Counted
from feedback_service.handling.deadlines.promises import promise as count
from feedback_service.handling.deadlines.received import received_on
from feedback_service.handling.deadlines.rule_choice import rule_for
from feedback_service.handling.deadlines.steps import steps_as_json
from feedback_service.handling.joining.links import earliest_merged
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Promise
from feedback_service.vocabulary import Clock, Kind


def zone_of(pack: Pack) -> ZoneInfo:
    return ZoneInfo(pack.commune.time_zone)


def local_day(moment: datetime, pack: Pack) -> date:
    return moment.astimezone(zone_of(pack)).date()


def receipt_day(moment: datetime, pack: Pack) -> date:
    """Ngày tiếp nhận: the day that counts as received, by the commune's hours."""
    return received_on(moment, pack.calendar, zone_of(pack))


def promised(clock: Clock, kind: Kind, start: datetime, pack: Pack) -> Promise:
    """A new clock, not yet tied to a case. The rule is the one in force on the day of receipt."""
    rule = rule_for(kind, clock, receipt_day(start, pack), pack.deadlines)
    counted: Counted = count(rule, start, pack.calendar, zone_of(pack))
    return Promise(
        clock=clock,
        rule_code=counted.rule,
        pack_version=pack.version,
        article=counted.article,
        amount=counted.amount,
        counting=counted.counting,
        started_at=start,
        first_due_on=counted.due,
        due_on=counted.due,
        due_at=counted.due_at,
        trace={"steps": steps_as_json(counted.steps)},
        late=False,
    )


def running(case: Case, clock: Clock) -> Promise | None:
    """The clock that still runs or stands paused, if any."""
    found = [p for p in case.promises if p.clock == clock and p.met_at is None and p.ended_at is None]
    return found[-1] if found else None


def next_due(case: Case) -> date:
    """The day that the queue orders by: the earliest promise still to be kept, else the last one made.

    What was promised to the senders of cases that were merged into this one counts as well.
    """
    open_promises = [p.due_on for p in case.promises if p.met_at is None and p.ended_at is None]
    return min(open_promises + earliest_merged(case)) if open_promises else case.due_on


def meet(case: Case, clock: Clock, now: datetime) -> None:
    """The promise is kept, in time or late."""
    kept = running(case, clock)
    if kept:
        note_lateness(case, kept, now)
        kept.met_at = now
        case.due_on = next_due(case)


def note_lateness(case: Case, promise: Promise, now: datetime) -> None:
    """Once true it stays true: closing a late case does not make it punctual."""
    if promise.paused_at is None and now >= promise.due_at:
        promise.late = True
        case.late = case.late or promise.clock == Clock.ANSWER


def pause_answer(case: Case, now: datetime) -> None:
    clock = running(case, Clock.ANSWER)
    if clock and clock.paused_at is None:
        note_lateness(case, clock, now)
        clock.paused_at = now


def resume_answer(case: Case, pack: Pack, now: datetime) -> None:
    """The due day moves by the time that the clock stood still; what was promised first stays readable."""
    clock = running(case, Clock.ANSWER)
    if clock is None or clock.paused_at is None:
        return
    moved = resume(clock.due_at, clock.paused_at, now, clock.counting, pack.calendar, zone_of(pack))
    clock.due_on, clock.due_at, clock.paused_at = moved.due, moved.due_at, None
    clock.trace = {"steps": [*clock.trace["steps"], *steps_as_json(moved.steps)]}
    case.due_on = next_due(case)


def restate_answer(session: Session, case: Case, pack: Pack, now: datetime) -> Promise:
    """Another kind has another limit, counted from the true start and not from the correction."""
    before = running(case, Clock.ANSWER)
    if before:
        note_lateness(case, before, now)
        before.ended_at = now
    return start_answer(session, case, case.sent_at, pack)


def start_answer(session: Session, case: Case, start: datetime, pack: Pack) -> Promise:
    new = promised(Clock.ANSWER, case.kind, start, pack)
    new.case_id = case.id
    case.promises.append(new)
    case.due_on = next_due(case)
    return new


def end_all(case: Case, now: datetime) -> None:
    """The case ends without an answer of ours."""
    for promise in case.promises:
        if promise.met_at is None and promise.ended_at is None:
            note_lateness(case, promise, now)
            promise.ended_at = now
