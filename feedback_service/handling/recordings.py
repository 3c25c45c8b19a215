"""Voice messages on the case page. A voice tells who is speaking, so listening is like looking who wrote.

Whoever listens leaves a trace; the handling unit says why (handling/sender.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase, NotYours, ReasonMissing
from feedback_service.handling.workflow import record
from feedback_service.records import Case, Officer, Reading, Recording
from feedback_service.staff.permissions import Action, may

WHAT = "recording"
LISTENING = timedelta(minutes=30)  # after saying so it may be played, back and forth


class Sounds(StrEnum):
    """Whether there is anything to hear."""

    COMING = "coming"
    THERE = "there"
    NONE = "none"  # silence, or the provider lost it
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class RecordingLine:
    """`open`: this officer has said a short while ago that he listens."""

    id: int
    seconds: int
    sounds: Sounds
    delete_on: date
    open: bool


def recordings_of(session: Session, case: Case, officer: Officer, now: datetime) -> Sequence[RecordingLine]:
    asked = select(Recording).where(Recording.case_id == case.id).order_by(Recording.id)
    found = session.scalars(asked).all()
    listening = bool(found) and is_listening(session, case, officer, now)
    return [_line(one, listening) for one in found]


def find_recording(session: Session, case: Case, number: int) -> Recording:
    """Raises NoSuchCase for one of another case."""
    recording = session.get(Recording, number)
    if recording is None or recording.case_id != case.id:
        raise NoSuchCase
    return recording


def hear_recordings(session: Session, case: Case, officer: Officer, reason: str, now: datetime) -> None:
    """Lets the officer listen for a while. Raises NotYours, ReasonMissing."""
    sees = may(officer, Action.SEE_SENDER, case)
    if not sees and not may(officer, Action.REVEAL_SENDER, case):
        raise NotYours
    if not sees and not reason.strip():
        raise ReasonMissing
    session.add(Reading(at=now, officer_id=officer.id, case_id=case.id, what=WHAT, reason=reason.strip()))
    record(session, case, "recording_heard", now, officer, reason=reason.strip())


def is_listening(session: Session, case: Case, officer: Officer, now: datetime) -> bool:
    listened = select(Reading.id).where(
        Reading.case_id == case.id,
        Reading.officer_id == officer.id,
        Reading.what == WHAT,
        Reading.at > now - LISTENING,
    )
    return session.scalar(listened.limit(1)) is not None


def _line(recording: Recording, listening: bool) -> RecordingLine:
    there = _sounds(recording)
    return RecordingLine(
        id=recording.id,
        seconds=recording.seconds,
        sounds=there,
        delete_on=recording.delete_on,
        open=listening and there == Sounds.THERE,
    )


def _sounds(recording: Recording) -> Sounds:
    if recording.deleted_at:
        return Sounds.DELETED
    if recording.sha256:
        return Sounds.THERE
    return Sounds.COMING if recording.address else Sounds.NONE
