"""The row of a call that an officer wrote down: one for a call, however many matters it brought."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.intake.calls.slips import SlipUsed, enter_slip
from feedback_service.intake.calls.written import WrittenCall
from feedback_service.intake.receive import find_submission
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Event, Officer
from feedback_service.vocabulary import CallEnd, CallSource


def take_written(session: Session, call: WrittenCall, officer: Officer, pack: Pack, now: datetime) -> Call:
    """The same sheet again finds its row; another matter of a call finds that call's. Raises SlipNotUsable."""
    before = call_of_matter(session, call.after) if call.after else None
    if before is not None:
        return before
    sheet = call.matters[0].submission_id
    taken = take_call(session, _heard(call, sheet, officer), pack, now)
    if call.slip and taken.is_new:
        enter_slip(session, call.slip, now)
    elif call.slip and find_submission(session, sheet) is None:
        raise SlipUsed
    return taken.call


def call_of_matter(session: Session, code: str) -> Call | None:
    """The call in which the case of this code was logged."""
    logged = (
        select(Event)
        .join(Case, Case.id == Event.case_id)
        .where(Case.code == code, Event.action == "call_logged")
        .limit(1)
    )
    event = session.scalars(logged).first()
    return session.get(Call, event.details["call"]) if event else None


def _heard(call: WrittenCall, sheet: str, officer: Officer) -> HeardCall:
    by_slip = call.slip > 0
    return HeardCall(
        source=CallSource.SLIP if by_slip else CallSource.HAND,
        source_id=str(call.slip) if by_slip else sheet,
        caller=call.caller.number,
        started_at=call.at,
        end=CallEnd.ANSWERED,
        officer_id=officer.id,
    )
