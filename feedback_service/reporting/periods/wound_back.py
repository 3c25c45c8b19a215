"""Cases with everything taken back that happened after a moment: the columns that the kept figures count by.

The figures themselves stay those of records/tally.py: they are handed the old values instead of today's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, selectinload

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import TO_THE_CITIZEN, local_day
from feedback_service.handling.rating.latest import latest
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Promise, Rating
from feedback_service.reporting.periods.promised_then import due_then
from feedback_service.reporting.registers.standing import AT_ONCE, events_by_case
from feedback_service.reporting.registers.undoing import STATUS, publication_of, put_back
from feedback_service.vocabulary import UNFINISHED, Publication, Status

Then = Mapping[str, Any]
WHY_LATE = "why_late"
_CLOSING = frozenset({Status.ANSWERED, Status.PASSED_ON, Status.NOT_ACCEPTED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Stood:
    """A case and what its columns held then. `changed`: whether anything happened to it since."""

    case: Case
    then: Then
    changed: bool

    def __call__(self, column: str) -> Any:
        return self.then[column] if column in self.then else getattr(self.case, column)


def stood_then(session: Session, begin: datetime, moment: datetime, pack: Pack) -> Iterable[Stood]:
    """Every case that had been entered before `moment` and was not over, for good, before `begin`; some hundreds a
    time."""
    last, since = 0, local_day(begin, pack)
    touched = exists().where(Event.case_id == Case.id, Event.at >= begin)
    counts = or_(Case.closed_on.is_(None), Case.closed_on >= since, touched)
    while True:
        asked = select(Case).where(Case.id > last, Case.entered_at < moment, counts)
        asked = asked.order_by(Case.id).limit(AT_ONCE)
        cases = session.scalars(asked.options(selectinload(Case.promises))).all()
        if not cases:
            return
        last = cases[-1].id
        yield from _part(session, cases, moment, pack)


def _part(session: Session, cases: Sequence[Case], moment: datetime, pack: Pack) -> list[Stood]:
    numbers = [case.id for case in cases]
    events, ratings = events_by_case(session, numbers), _ratings(session, numbers)
    found = [_stood(case, events[case.id], ratings[case.id], moment, pack) for case in cases]
    open_then = {one.case.id: one for one in found if one.changed and one("status") in UNFINISHED}
    due = due_then(session, [one.case for one in open_then.values()], moment)
    for number, day in due.items():
        open_then[number].then["due_on"] = day  # type: ignore[index]
    return found


def _stood(
    case: Case, events: Sequence[Event], ratings: Sequence[Rating], moment: datetime, pack: Pack
) -> Stood:
    then: dict[str, Any] = {}
    later = [event for event in events if event.at >= moment]
    for event in reversed(later):
        then |= put_back(event)
    before = [event for event in events if event.at < moment]
    if "status" in then:
        then |= _ends(case, then["status"], before, moment, pack)
    if any(event.action == WHY_LATE for event in later):
        then["late_because"] = _because(before)
    then |= _rated(case, events, ratings, moment, pack)
    if any(publication_of(event) for event in later):
        then["publication"] = _publication(before)
    return Stood(case, then, bool(later))


def _because(before: Sequence[Event]) -> str:
    said = [str(event.details.get("because", "")) for event in before if event.action == WHY_LATE]
    return said[-1] if said else ""


def _ends(
    case: Case, status: Status, before: Sequence[Event], moment: datetime, pack: Pack
) -> dict[str, Any]:
    """The days on which it was answered and closed, and whether in time, as it was known then."""
    turns = [event for event in before if event.action.startswith(STATUS)]
    day = local_day(turns[-1].at, pack) if turns and status in _CLOSING else None
    answered = day if status == Status.ANSWERED else None
    days = working_calendar(pack.calendar).working_days_between(case.received_on, day) if day else None
    return {
        "answered_on": answered,
        "closed_on": day,
        "late": any(_late_then(promise, moment) for promise in case.promises),
        "days_taken": days,
        "reopened_on": _reopened(turns, pack),
    }


def _late_then(promise: Promise, moment: datetime) -> bool:
    over = promise.met_at or promise.ended_at
    return promise.late and promise.clock in TO_THE_CITIZEN and over is not None and over < moment


def _reopened(turns: Sequence[Event], pack: Pack) -> date | None:
    again = [
        event
        for event in turns
        if event.details.get("from") == Status.ANSWERED and event.action == f"{STATUS}{Status.IN_PROGRESS}"
    ]
    return local_day(again[-1].at, pack) if again else None


def _rated(
    case: Case, events: Sequence[Event], ratings: Sequence[Rating], moment: datetime, pack: Pack
) -> dict[str, Any]:
    """What the sender had said by then; rows by time, or of an older version the events."""
    if not any(rating.at >= moment for rating in ratings):
        return _rated_by_event(events, moment, pack) if not ratings else {}
    known = [rating for rating in ratings if rating.at < moment]
    level, solved = latest(known)
    return {
        "rating": level,
        "solved": solved,
        "rated_on": local_day(known[-1].at, pack) if known else None,
    }


def _rated_by_event(events: Sequence[Event], moment: datetime, pack: Pack) -> dict[str, Any]:
    rated = [event for event in events if event.action == "rated"]
    if not any(event.at >= moment for event in rated):
        return {}
    known = [event for event in rated if event.at < moment]
    level = known[-1].details.get("rating") if known else None
    return {"rating": level, "solved": None, "rated_on": local_day(known[-1].at, pack) if known else None}


def _publication(before: Sequence[Event]) -> Publication:
    found = [state for event in before if (state := publication_of(event))]
    return found[-1] if found else Publication.NONE


def _ratings(session: Session, numbers: Sequence[int]) -> dict[int, list[Rating]]:
    found: dict[int, list[Rating]] = defaultdict(list)
    for rating in session.scalars(
        select(Rating).where(Rating.case_id.in_(numbers)).order_by(Rating.at, Rating.id)
    ):
        found[rating.case_id].append(rating)
    return found
