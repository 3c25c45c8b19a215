"""The matter just logged, for the officer who has the caller at the ear: its code, its PIN, what was promised."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from feedback_service.intake.calls.log_call import CALL_LOGGED
from feedback_service.intake.pins import pin_for
from feedback_service.intake.queries import ReceiptFacts, receipt_of
from feedback_service.records import Case, Event, Notification, Officer
from feedback_service.vocabulary import CallOutcome

STILL_ON_THE_PHONE = timedelta(hours=2)  # the officer who wrote it down needs no reason to see what he wrote


@dataclass(frozen=True, slots=True)
class Logged:
    """A matter just logged, for whoever logged it. `pin` is read out to callers who get no text."""

    case: Case
    facts: ReceiptFacts
    pin: str
    outcome: CallOutcome
    call_back_at: datetime | None
    after: str
    texted: bool


def just_logged(session: Session, officer: Officer, code: str, now: datetime) -> Logged | None:
    """For the officer who took the call, while the caller is on the phone: also of a matter sealed since."""
    case = session.scalars(
        select(Case).where(Case.code == code).options(joinedload(Case.contact))
    ).one_or_none()
    facts = receipt_of(session, code)
    call = _call_event(session, case) if case else None
    if case is None or facts is None or call is None:
        return None
    if call.officer_id != officer.id or now - case.entered_at > STILL_ON_THE_PHONE:
        return None
    return Logged(
        case=case,
        facts=facts,
        pin=pin_for(case.submission_id, case.code),
        outcome=CallOutcome(call.details["outcome"]),
        call_back_at=_call_back_at(call),
        after=call.details["after"],
        texted=_was_texted(session, case),
    )


def _call_event(session: Session, case: Case) -> Event | None:
    return session.scalars(select(Event).where(Event.case_id == case.id, Event.action == CALL_LOGGED)).first()


def _was_texted(session: Session, case: Case) -> bool:
    sms = select(Notification.id).where(Notification.case_id == case.id, Notification.medium == "sms")
    return session.scalars(sms.limit(1)).first() is not None


def _call_back_at(call: Event) -> datetime | None:
    written = call.details["call_back_at"]
    return datetime.fromisoformat(written) if written else None
