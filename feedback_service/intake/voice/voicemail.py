"""A recorded message becomes a case, through the one door; the recording is fetched afterwards.

Two webhooks tell of it, in any order, and either may never come: the end of recording while the caller is on the
line, and the finished recording.
"""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.voice import HeardRecording
from feedback_service.handling.promises import local_day
from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.receive import receive_submission
from feedback_service.intake.recordings import ask_to_fetch, ask_to_forget, note_recording, owe_call_for
from feedback_service.intake.submission import Submission
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Recording
from feedback_service.vocabulary import CallEnd, Channel

LEAST_SECONDS = 2  # what is shorter is the click of hanging up: nobody says anything in a second


def take_voicemail(
    session: Session, call: Call, heard: HeardRecording, pack: Pack, keep_days: int, now: datetime
) -> Case | None:
    """The message's case; None where nothing was said. The same recording again changes nothing."""
    if not heard.address:
        return _nothing_to_hear(session, heard, pack, now)
    if heard.seconds < LEAST_SECONDS:
        ask_to_forget(session, heard.source_id, now)
        return None
    case = receive_submission(session, _submission(call, heard), pack, now).case
    delete_on = local_day(now, pack) + timedelta(days=keep_days)
    recording = note_recording(session, call, case, heard, delete_on, now)
    if not recording.sha256:
        ask_to_fetch(session, recording, now)
    take_call(
        session,
        HeardCall(
            call.source, call.source_id, call.caller, call.started_at, end=CallEnd.VOICEMAIL, case_id=case.id
        ),
        pack,
        now,
    )
    return case


def _submission(call: Call, heard: HeardRecording) -> Submission:
    """Says itself that nobody has listened; such words point to no unit, so that triage gets it."""
    return Submission(
        channel=Channel.HOTLINE,
        text=_("Tin nhắn thoại %(seconds)d giây, chưa nghe.", seconds=heard.seconds),
        submission_id=f"{call.source.value}-voice:{call.source_id}"[:80],
        sent_at=call.started_at,
        phone=e164_or_nothing(call.caller),
        phone_raw=call.caller,
    )


def _nothing_to_hear(session: Session, heard: HeardRecording, pack: Pack, now: datetime) -> Case | None:
    """A recording that was told of and then failed: the case stays, and its caller is owed a call."""
    recording = session.scalars(select(Recording).where(Recording.source_id == heard.source_id)).one_or_none()
    if recording is None or recording.sha256:
        return None
    recording.address = ""
    owe_call_for(session, recording, pack, now)
    return session.get(Case, recording.case_id) if recording.case_id else None
