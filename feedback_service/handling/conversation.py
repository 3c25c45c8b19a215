"""Questions to the citizen and what the citizen adds. While we wait for them, the answer's clock stands still."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import TextMissing
from feedback_service.handling.joining.hearing import heard_by_lead
from feedback_service.handling.promises import meet, pause_answer, resume_answer, running
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Message, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Channel, Clock, Status

CLOCKS_DIFFER = timedelta(minutes=5)  # a gateway's and ours, before anybody has to do something about it


def ask_citizen(
    session: Session,
    case: Case,
    officer: Officer,
    text: str,
    pack: Pack,
    now: datetime,
    accents: bool = False,
) -> Message:
    """Sends a question and pauses the answer's clock. `accents`: the SMS keeps them, and takes more segments.

    Raises TextMissing, ChangeNotAllowed.
    """
    message = _written(session, case, officer, text, now)
    if case.status == Status.AWAITING_CITIZEN:
        require_open(case)
        record(session, case, "asked", now, officer)
    else:
        change_status(session, case, Status.AWAITING_CITIZEN, now, officer)
    meet(case, Clock.TRIAGE, now)
    pause_answer(case, now)
    key = f"question:{message.id}"
    tell_citizen(session, case, "question", pack, now, key=key, accents=accents, text=message.text)
    return message


def message_citizen(
    session: Session,
    case: Case,
    officer: Officer,
    text: str,
    pack: Pack,
    now: datetime,
    accents: bool = False,
) -> Message:
    """Tells the citizen something that waits for no reply: every clock goes on.

    Raises TextMissing, ChangeNotAllowed.
    """
    message = _written(session, case, officer, text, now)
    require_open(case)
    record(session, case, "messaged", now, officer)
    key = f"message:{message.id}"
    tell_citizen(session, case, "message", pack, now, key=key, accents=accents, text=message.text)
    return message


def _written(session: Session, case: Case, officer: Officer, text: str, now: datetime) -> Message:
    require(officer, Action.ASK, case)
    if not text.strip():
        raise TextMissing
    message = outgoing(case, officer, text, now)
    session.add(message)
    session.flush()
    return message


def citizen_wrote(
    session: Session,
    case: Case,
    text: str,
    channel: Channel,
    pack: Pack,
    now: datetime,
    origin: str | None = None,
    *,
    sent_at: datetime | None = None,
    quietly: bool = False,
) -> Message | None:
    """Adds the citizen's words. `origin` names what brought them: arriving twice adds them once (then None).

    `sent_at` is when they were sent, where that is not now: the pause ends then. `quietly`: without a line in the
    log for each of many. Words in a merged case are shown at its lead as well.
    """
    if origin and session.scalar(select(Message.id).where(Message.origin == origin)):
        return None
    heard_by_lead(session, case, now, quietly=quietly)
    at = sent_at or now
    message = Message(
        case_id=case.id, at=at, incoming=True, channel=channel, text=text.strip(), origin=origin
    )
    session.add(message)
    case.citizen_wrote_at = case.citizen_wrote_at or now  # once, or a flood would never let an officer save
    if not quietly:
        record(session, case, "citizen_wrote", now, channel=channel)
    if is_answered_by(case, at):
        change_status(session, case, Status.IN_PROGRESS, now)
        resume_answer(case, pack, max(at, _asked_at(case) or at))
    return message


def is_answered_by(case: Case, sent_at: datetime) -> bool:
    """Whether what was sent then can be the answer to our question: not where it was under way before we asked."""
    if case.status != Status.AWAITING_CITIZEN:
        return False
    asked = _asked_at(case)
    return asked is None or sent_at >= asked - CLOCKS_DIFFER


def _asked_at(case: Case) -> datetime | None:
    clock = running(case, Clock.ANSWER)
    return clock.paused_at if clock else None


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
