"""Gia hạn: the officer asks with a reason and a day, the head or a leader decides, the citizen is told."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact, ReasonMissing, SecondPersonNeeded
from feedback_service.handling.deadlines.extensions import Room, extended, room, rule_of
from feedback_service.handling.deadlines.steps import steps_as_json
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import next_due, note_lateness, running, zone_of
from feedback_service.handling.workflow import record, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Extension, Officer, Promise
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Clock


class NoRoomLeft(Fact):
    status = 422
    said = _l("Thời hạn này không gia hạn được, hoặc đã gia hạn đủ số lần.")


class DayNotAllowed(Fact):
    status = 422
    said = _l("Ngày mới phải sau hạn đang chạy, là ngày làm việc, và không quá mức luật cho.")


@dataclass(frozen=True, slots=True)
class Offer:
    """The clock that could be extended, how far, and what was asked already."""

    promise: Promise
    room: Room | None
    asked: Extension | None


def offer_of(session: Session, case: Case, pack: Pack) -> Offer | None:
    """None where no clock towards the citizen runs."""
    promise = running(case, Clock.DECISION) or running(case, Clock.ANSWER)
    if promise is None:
        return None
    granted = select(func.count()).where(Extension.promise_id == promise.id, Extension.granted.is_(True))
    rule = rule_of(promise.rule_code, pack.deadlines)
    left = room(rule, promise.due_on, session.scalar(granted) or 0, pack.calendar)
    return Offer(promise, left, _asked(session, case))


def ask_extension(
    session: Session, case: Case, officer: Officer, reason: str, to: date | None, pack: Pack, now: datetime
) -> Extension:
    """Raises ReasonMissing, NoRoomLeft, DayNotAllowed, NotYours; ChangeNotAllowed while another one waits."""
    require(officer, Action.DRAFT, case)
    require_open(case)
    if not reason.strip():
        raise ReasonMissing
    offer = offer_of(session, case, pack)
    if offer is None or offer.room is None:
        raise NoRoomLeft
    if offer.asked:
        raise ChangeNotAllowed
    day = _allowed(to, offer.room, pack)
    asked = Extension(
        case_id=case.id,
        promise_id=offer.promise.id,
        asked_at=now,
        asked_by=officer.id,
        reason=reason.strip(),
        article=offer.room.article,
        from_due_on=offer.promise.due_on,
        to_due_on=day,
    )
    session.add(asked)
    record(session, case, "extension_asked", now, officer, to=day.isoformat(), reason=reason.strip())
    return asked


def grant_extension(session: Session, case: Case, officer: Officer, pack: Pack, now: datetime) -> Extension:
    """The clock moves, and what was late by then stays late. Raises SecondPersonNeeded, ChangeNotAllowed."""
    asked, offer = _to_decide(session, case, officer, pack)
    if offer.room is None:
        raise NoRoomLeft
    promise = offer.promise
    note_lateness(case, promise, now)
    new = extended(promise.due_on, asked.to_due_on, offer.room.counting, pack.calendar, zone_of(pack))
    old, promise.due_on, promise.due_at = promise.due_on, new.due, new.due_at
    promise.trace = {"steps": [*promise.trace["steps"], *steps_as_json(new.steps)]}
    asked.decided_at, asked.decided_by, asked.granted = now, officer.id, True
    asked.from_due_on = old
    case.due_on = next_due(case)
    days = {"from": old.isoformat(), "to": new.due.isoformat()}
    record(session, case, "extended", now, officer, reason=asked.reason, article=asked.article, **days)
    tell_citizen(
        session, case, "extended", pack, now, key=f"extended:{asked.id}", due=new.due, reason=asked.reason
    )
    return asked


def refuse_extension(
    session: Session, case: Case, officer: Officer, reason: str, pack: Pack, now: datetime
) -> Extension:
    """Raises ReasonMissing, SecondPersonNeeded, ChangeNotAllowed."""
    asked, _ = _to_decide(session, case, officer, pack)
    if not reason.strip():
        raise ReasonMissing
    asked.decided_at, asked.decided_by, asked.granted = now, officer.id, False
    asked.refused_reason = reason.strip()
    record(session, case, "extension_refused", now, officer, reason=reason.strip())
    return asked


def _to_decide(session: Session, case: Case, officer: Officer, pack: Pack) -> tuple[Extension, Offer]:
    require(officer, Action.APPROVE, case)
    require_open(case)
    offer = offer_of(session, case, pack)
    asked = offer.asked if offer else None
    if offer is None or asked is None or asked.promise_id != offer.promise.id:
        raise ChangeNotAllowed
    if asked.asked_by == officer.id:
        raise SecondPersonNeeded
    return asked, offer


def _asked(session: Session, case: Case) -> Extension | None:
    """What waits for a decision. What was asked for a clock that has ended since waits for nobody."""
    waiting = select(Extension).join(Promise, Promise.id == Extension.promise_id)
    waiting = waiting.where(Extension.case_id == case.id, Extension.decided_at.is_(None))
    return session.scalars(waiting.where(Promise.met_at.is_(None), Promise.ended_at.is_(None))).first()


def _allowed(to: date | None, left: Room, pack: Pack) -> date:
    worked = to is not None and working_calendar(pack.calendar).is_working_day(to)
    if to is None or not worked or not left.first <= to <= left.last:
        raise DayNotAllowed
    return to
