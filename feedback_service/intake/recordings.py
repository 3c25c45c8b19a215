"""Recordings of voice messages: noted with their call, fetched and forgotten by jobs. No verb commits."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.voice import HeardRecording
from feedback_service.intake.call_taking import call_back_due
from feedback_service.notifying.call_backs import owe_call
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Job, Recording
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import CallBackReason

SOON = timedelta(seconds=20)  # the provider needs a moment to write the file


def note_recording(
    session: Session, call: Call, case: Case, heard: HeardRecording, delete_on: date, now: datetime
) -> Recording:
    """The same recording told of again is one row, with the length that was told last."""
    session.execute(
        _insert(session, Recording)
        .values(
            source_id=heard.source_id[:120],
            call_id=call.id,
            case_id=case.id,
            address=heard.address,
            seconds=heard.seconds,
            recorded_at=now,
            delete_on=delete_on,
        )
        .on_conflict_do_nothing(index_elements=["source_id"])
    )
    found = select(Recording).where(Recording.source_id == heard.source_id[:120])
    recording = session.scalars(found, execution_options={"populate_existing": True}).one()
    recording.seconds = heard.seconds or recording.seconds
    return recording


def ask_to_fetch(session: Session, recording: Recording, now: datetime) -> None:
    """Asked for once a day: a job that gave up is taken up again tomorrow."""
    key = f"fetch_recording:{recording.id}:{now:%Y-%m-%d}"
    _ask(session, "fetch_recording", key, now + SOON, {"recording_id": recording.id})


def ask_to_forget(session: Session, source_id: str, now: datetime) -> None:
    """The provider's copy goes: one place less from which a voice can leak (Luật 91/2025/QH15)."""
    _ask(session, "forget_recording", f"forget_recording:{source_id}", now + SOON, {"source_id": source_id})


def ask_again(session: Session, event_id: int, now: datetime) -> None:
    """An event of a call that was not understood is looked at again in five minutes."""
    key = f"take_voice_again:{event_id}"
    _ask(session, "take_voice_again", key, now + timedelta(minutes=5), {"event_id": event_id})


def owe_call_for(session: Session, recording: Recording, pack: Pack, now: datetime) -> None:
    """Nobody will ever hear this message, so its caller is asked. A withheld number cannot be."""
    call = session.get_one(Call, recording.call_id)
    if call.caller:
        owe_call(
            session,
            CallBackReason.VOICEMAIL,
            str(recording.id),
            call.caller,
            call_back_due(now, pack),
            now,
            case_id=recording.case_id,
            call_id=call.id,
        )


def _ask(session: Session, name: str, key: str, run_at: datetime, arguments: Mapping[str, Any]) -> None:
    session.execute(
        _insert(session, Job)
        .values(name=name, key=key[:120], run_at=run_at, arguments=dict(arguments))
        .on_conflict_do_nothing(index_elements=["key"])
    )


def _insert(session: Session, table: type[Recording] | type[Job]) -> Any:
    return insert_into(session, table)
