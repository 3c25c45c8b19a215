"""The clocks of a case: started by law's counting, frozen, met, paused, restated. Lateness is written once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from feedback_service.handling.deadlines.pauses import resume
from feedback_service.handling.deadlines.promises import Promise as Counted
from feedback_service.handling.deadlines.promises import promise as count
from feedback_service.handling.deadlines.received import received_on
from feedback_service.handling.deadlines.rule_choice import NoDeadlineRule, rule_for
from feedback_service.handling.deadlines.steps import steps_as_json
from feedback_service.handling.joining.links import earliest_merged
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Promise
from feedback_service.vocabulary import Clock, Kind

TO_THE_CITIZEN = frozenset({Clock.ANSWER, Clock.DECISION, Clock.SEND_DECISION})  # what makes a case late


def zone_of(pack: Pack) -> ZoneInfo:
    return ZoneInfo(pack.commune.time_zone)


def local_day(moment: datetime, pack: Pack) -> date:
    return moment.astimezone(zone_of(pack)).date()


def receipt_day(moment: datetime, pack: Pack) -> date:
    """Ngày tiếp nhận: the day that counts as received, by the commune's hours."""
    return received_on(moment, pack.calendar, zone_of(pack))


def is_remote(area: str, pack: Pack) -> bool:
    """Vùng sâu, vùng xa: the area says so, or the whole commune."""
    known = pack.area_by_code.get(area)
    return pack.commune.remote or (known is not None and known.remote)


def promised(clock: Clock, kind: Kind, start: datetime, pack: Pack, area: str = "") -> Promise:
    """A new clock, not yet tied to a case. The rule is the one in force on the day of receipt, for the area's
    remoteness. Raises NoDeadlineRule.
    """
    on = receipt_day(start, pack)
    rule = rule_for(kind, clock, on, pack.deadlines, remote=is_remote(area, pack))
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


def opening_clocks(
    kind: Kind, start: datetime, pack: Pack, area: str = "", *, told_at: datetime | None = None
) -> list[Promise]:
    """The clocks of a case that has just come; the answer's is the last. `told_at`: when a receipt said that it came,
    which is all that the general limit asks. A kind's own limit waits for a person: whose it is must be known.
    """
    clocks = [
        promised(Clock.TRIAGE, kind, start, pack, area),
        *acknowledging(kind, start, pack, area, told_at),
    ]
    return [*clocks, promised(Clock.ANSWER, kind, start, pack, area)]


def acknowledging(
    kind: Kind, start: datetime, pack: Pack, area: str, told_at: datetime | None
) -> list[Promise]:
    """The clock of the acknowledgement, where the pack has a limit for it and nothing has kept it already."""
    try:
        rule = rule_for(kind, Clock.ACKNOWLEDGE, receipt_day(start, pack), pack.deadlines)
    except NoDeadlineRule:
        return []
    if rule.kind is None and told_at is not None:
        return []
    return [promised(Clock.ACKNOWLEDGE, kind, start, pack, area)]


def running(case: Case, clock: Clock) -> Promise | None:
    """The clock that still runs or stands paused, if any."""
    found = [promise for promise in running_clocks(case) if promise.clock == clock]
    return found[-1] if found else None


def next_due(case: Case) -> date:
    """The day that the queue orders by: the earliest promise still to be kept, else the last one made.

    What was promised to the senders of cases that were merged into this one counts as well.
    """
    open_promises = [promise.due_on for promise in running_clocks(case)]
    return min(open_promises + earliest_merged(case)) if open_promises else case.due_on


def meet(case: Case, clock: Clock, now: datetime) -> None:
    """The promise is kept, in time or late. Whoever sorts a case knows whose it is: that acknowledges it."""
    clocks = (Clock.TRIAGE, Clock.ACKNOWLEDGE) if clock == Clock.TRIAGE else (clock,)
    _keep(case, [kept for one in clocks if (kept := running(case, one))], now)


def meet_all(case: Case, now: datetime) -> None:
    """Answered, or handed to who answers: every promise is kept, in time or late."""
    _keep(case, running_clocks(case), now)


def running_clocks(case: Case) -> list[Promise]:
    return [promise for promise in case.promises if promise.met_at is None and promise.ended_at is None]


def _keep(case: Case, promises: list[Promise], now: datetime) -> None:
    for kept in promises:
        note_lateness(case, kept, now)
        kept.met_at = now
    if promises:
        case.due_on = next_due(case)


def note_lateness(case: Case, promise: Promise, now: datetime) -> None:
    """Once true it stays true: closing a late case does not make it punctual."""
    if promise.paused_at is None and now >= promise.due_at:
        promise.late = True
        case.late = case.late or promise.clock in TO_THE_CITIZEN


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


def start_answer(session: Session, case: Case, start: datetime, pack: Pack) -> Promise:
    return start_clock(case, Clock.ANSWER, start, pack)


def start_clock(case: Case, clock: Clock, start: datetime, pack: Pack) -> Promise:
    """Raises NoDeadlineRule where the pack has no such limit for the kind."""
    new = promised(clock, case.kind, start, pack, case.area_code)
    new.case_id = case.id
    case.promises.append(new)
    case.due_on = next_due(case)
    return new


def end_all(case: Case, now: datetime) -> None:
    """The case ends without an answer of ours."""
    for promise in running_clocks(case):
        note_lateness(case, promise, now)
        promise.ended_at = now
