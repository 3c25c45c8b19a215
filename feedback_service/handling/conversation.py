"""Questions to the citizen and what the citizen adds. While we wait for them, the answer's clock stands still."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import TextMissing
from feedback_service.handling.promises import meet, pause_answer, resume_answer
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Message, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Channel, Clock, Status


def ask_citizen(
    session: Session, case: Case, officer: Officer, text: str, pack: Pack, now: datetime
) -> Message:
    """Sends a question and pauses the answer's clock. Raises TextMissing, ChangeNotAllowed."""
    require(officer, Action.ASK, case)
    if not text.strip():
        raise TextMissing
    message = outgoing(case, officer, text, now)
    session.add(message)
    session.flush()
    if case.status == Status.AWAITING_CITIZEN:
        require_open(case)
        record(session, case, "asked", now, officer)
    else:
        change_status(session, case, Status.AWAITING_CITIZEN, now, officer)
    meet(case, Clock.TRIAGE, now)
    pause_answer(case, now)
    tell_citizen(session, case, "question", pack, now, key=f"question:{message.id}", text=message.text)
    return message


def citizen_wrote(
    session: Session,
    case: Case,
    text: str,
    channel: Channel,
    pack: Pack,
    now: datetime,
    origin: str | None = None,
) -> Message | None:
    """Adds the citizen's words. `origin` names what brought them: arriving twice adds them once (then None)."""
    if origin and session.scalar(select(Message.id).where(Message.origin == origin)):
        return None
    message = Message(
        case_id=case.id, at=now, incoming=True, channel=channel, text=text.strip(), origin=origin
    )
    session.add(message)
    record(session, case, "citizen_wrote", now, channel=channel)
    if case.status == Status.AWAITING_CITIZEN:
        change_status(session, case, Status.IN_PROGRESS, now)
        resume_answer(case, pack, now)
    return message


def outgoing(case: Case, officer: Officer, text: str, now: datetime) -> Message:
    """The officer's words as part of the conversation; the caller adds them and tells the citizen."""
    return Message(
        case_id=case.id,
        at=now,
        incoming=False,
        channel=case.channel,
        officer_id=officer.id,
        text=text.strip(),
    )
