"""By which day an open case was promised an answer, at a moment that has passed: `next_due` of handling/promises.py."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from feedback_service.records import Case, CaseLink, Promise
from feedback_service.reporting.registers.standing import extensions_by, moved_due
from feedback_service.vocabulary import Clock, Relation


def due_then(session: Session, cases: Sequence[Case], moment: datetime) -> dict[int, date]:
    """By the case's id; a case without a promise that ran then has none here."""
    waited = _waited_with(session, [case.id for case in cases], moment)
    every = {case.id: case for case in (*cases, *(one for ones in waited.values() for one in ones))}
    longer = extensions_by(session, list(every), moment)
    found: dict[int, date] = {}
    for case in cases:
        days = [_due(one, longer.get(case.id, {}), moment) for one in _running(case, moment)]
        for other in waited.get(case.id, []):
            answers = [one for one in _running(other, moment) if one.clock == Clock.ANSWER]
            days += [_due(one, longer.get(other.id, {}), moment) for one in answers if days]
        if days:
            found[case.id] = min(days)
    return found


def _running(case: Case, moment: datetime) -> list[Promise]:
    kept, began = [], dict[Clock, datetime]()
    for promise in case.promises:
        start = max(began.get(promise.clock, case.entered_at), min(promise.started_at, moment))
        if promise.clock in began and began[promise.clock] >= moment:
            continue
        over = promise.met_at or promise.ended_at
        if promise.started_at < moment and (over is None or over >= moment) and start <= moment:
            kept.append(promise)
        if over is not None:
            began[promise.clock] = over
    return kept


def _due(promise: Promise, longer: dict[int, date], moment: datetime) -> date:
    return moved_due(promise, longer.get(promise.id, promise.first_due_on), moment)


def _waited_with(session: Session, leads: Sequence[int], moment: datetime) -> dict[int, list[Case]]:
    """The cases that waited for the answer of these."""
    asked = (
        select(CaseLink.other_id, Case)
        .join(Case, Case.id == CaseLink.case_id)
        .where(CaseLink.other_id.in_(leads), CaseLink.relation == Relation.MERGED, CaseLink.at < moment)
        .where(or_(CaseLink.undone_at.is_(None), CaseLink.undone_at >= moment))
        .options(selectinload(Case.promises))
    )
    found: dict[int, list[Case]] = {}
    for lead, case in session.execute(asked):
        found.setdefault(lead, []).append(case)
    return found
