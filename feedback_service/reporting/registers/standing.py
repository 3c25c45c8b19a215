"""What cases were at a moment: today's values, with every later event taken back, the newest first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.deadlines.paused_days import moved_by_pauses
from feedback_service.handling.deadlines.steps import steps_from_json
from feedback_service.records import Answer, Case, Event, Extension, Promise
from feedback_service.reporting.registers.undoing import put_back
from feedback_service.vocabulary import Clock, Kind, Status

AT_ONCE = 500
_STATUS = "status:"


@dataclass(slots=True)
class Standing:
    """`due_on` is the day promised, with the extensions granted and the pauses ended by then."""

    case: Case
    status: Status
    unit_code: str
    kind: Kind
    due_on: date | None = None
    answered_at: datetime | None = None
    answer: str = ""
    by: int | None = None  # the officer who entered it


def standings(session: Session, cases: Sequence[Case], moment: datetime) -> dict[int, Standing]:
    """By the case's id. Some queries for every five hundred cases, whatever the book."""
    found: dict[int, Standing] = {}
    for part in _parts(cases):
        numbers = [case.id for case in part]
        events = events_by_case(session, numbers)
        answers = _answers(session, numbers, moment)
        longer = extensions_by(session, numbers, moment)
        for case in part:
            one = _taken_back(case, events[case.id], moment)
            one.due_on = _due_on(case.promises, longer.get(case.id, {}), moment)
            one.answer = answers.get(case.id, "")
            found[case.id] = one
    return found


def _parts(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    for begin in range(0, len(cases), AT_ONCE):
        yield cases[begin : begin + AT_ONCE]


def events_by_case(session: Session, numbers: Sequence[int]) -> dict[int, list[Event]]:
    by_case: dict[int, list[Event]] = defaultdict(list)
    for event in session.scalars(select(Event).where(Event.case_id.in_(numbers)).order_by(Event.id)):
        by_case[event.case_id].append(event)
    return by_case


def _taken_back(case: Case, events: Sequence[Event], moment: datetime) -> Standing:
    one = Standing(case, case.status, case.unit_code, case.kind, by=events[0].officer_id if events else None)
    for event in reversed(events):
        if event.at >= moment:
            _take_back(one, event)
        elif event.action == f"{_STATUS}{Status.ANSWERED}" and one.answered_at is None:
            one.answered_at = event.at
    if one.status != Status.ANSWERED:
        one.answered_at = None
    return one


def _take_back(one: Standing, event: Event) -> None:
    before = put_back(event)
    one.status = before.get("status", one.status)
    one.unit_code = before.get("unit_code", one.unit_code)
    one.kind = before.get("kind", one.kind)


def _due_on(promises: Sequence[Promise], longer: dict[int, date], moment: datetime) -> date | None:
    """Of the clock of the answer that ran then: a change of kind or a reopening begins another one."""
    due, before = None, None
    for promise in promises:
        if promise.clock != Clock.ANSWER:
            continue
        began = (before.ended_at if before else None) or promise.started_at
        if before is None or began < moment:
            due = moved_due(promise, longer.get(promise.id, promise.first_due_on), moment)
        before = promise
    return due


def moved_due(promise: Promise, due: date, moment: datetime) -> date:
    """Both only ever give more time, each from the day due before: so the later one holds."""
    steps = steps_from_json(promise.trace.get("steps", ()))
    paused = moved_by_pauses(steps, moment.date())
    return max(due, paused) if paused else due


def _answers(session: Session, numbers: Sequence[int], moment: datetime) -> dict[int, str]:
    asked = select(Answer.case_id, Answer.text).where(
        Answer.case_id.in_(numbers), Answer.approved_at < moment
    )
    return {case_id: text for case_id, text in session.execute(asked.order_by(Answer.id))}


def extensions_by(session: Session, numbers: Sequence[int], moment: datetime) -> dict[int, dict[int, date]]:
    asked = select(Extension).where(
        Extension.case_id.in_(numbers), Extension.granted.is_(True), Extension.decided_at < moment
    )
    found: dict[int, dict[int, date]] = defaultdict(dict)
    for one in session.scalars(asked.order_by(Extension.id)):
        found[one.case_id][one.promise_id] = one.to_due_on
    return found
