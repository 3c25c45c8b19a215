"""Errands for recordings: fetch and seal them, have the provider forget them, delete them when their time is over.

Each opens its own transactions, and none is open while the provider is spoken to or a file is written.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import select

from feedback_service.carrier import files, this_carrier
from feedback_service.carrier.sound import NotToBeTaken, Recordings, Sound
from feedback_service.carrier.telephony import this_keeper
from feedback_service.database import db, transaction
from feedback_service.handling.promises import local_day
from feedback_service.handling.workflow import record
from feedback_service.intake.recordings import ask_to_fetch, ask_to_forget, owe_call_for
from feedback_service.pack.current import current_pack, this_pack
from feedback_service.records import Case, Recording, keyring

TRIED_FOR = timedelta(days=7)  # a provider that does not have it after a week has lost it
_AT_ONCE = 200
logger = logging.getLogger(__name__)


def fetch_recording(*, now: datetime, recording_id: int, keeper: Recordings | None = None) -> None:
    """An errand. Raises NotThereNow, which has the job tried again later."""
    reading = db.session()
    recording = reading.get(Recording, recording_id)
    address = recording.address if recording and not (recording.sha256 or recording.deleted_at) else ""
    reading.rollback()
    if not address:
        return
    try:
        sound = (keeper or this_keeper()).fetch(address)
    except NotToBeTaken as error:
        logger.error("recording_refused", extra={"recording": recording_id, "error": str(error)})
        _give_up(recording_id, now)
    else:
        _keep(recording_id, sound, files.put(keyring.seal(sound.content)), now)


def forget_recording(*, now: datetime, source_id: str, keeper: Recordings | None = None) -> None:
    """An errand: the provider's copy is deleted. Raises NotThereNow, which has the job tried again later."""
    (keeper or this_keeper()).forget(source_id)


def look_for_recordings(*, now: datetime) -> None:
    """An errand that comes round: what is not here yet is asked for again, what never came is given up."""
    missing = select(Recording).where(
        Recording.sha256 == "", Recording.address != "", Recording.deleted_at.is_(None)
    )
    with transaction() as session:
        for recording in session.scalars(missing.order_by(Recording.id).limit(_AT_ONCE)).all():
            if recording.recorded_at > now - TRIED_FOR:
                ask_to_fetch(session, recording, now)
            else:
                recording.address = ""
                owe_call_for(session, recording, current_pack(session), now)


def delete_recordings(*, now: datetime) -> int:
    """An errand that comes round: past their last day the files go, and the case says so. Returns how many went."""
    today, gone = local_day(now, this_pack()), 0
    db.session().rollback()
    over = select(Recording).where(Recording.delete_on < today, Recording.deleted_at.is_(None))
    with transaction() as session:
        due = session.scalars(over.order_by(Recording.id).limit(_AT_ONCE)).all()
        names = [recording.sha256 for recording in due if recording.sha256]
        for recording in due:
            recording.deleted_at, recording.sha256, recording.address = now, "", ""
            ask_to_forget(session, recording.source_id, now)
            case = session.get(Case, recording.case_id) if recording.case_id else None
            if case:
                record(session, case, "recording_deleted", now)
            gone += 1
    for name in names:
        this_carrier().files.delete(name, 0)
    return gone


def _keep(recording_id: int, sound: Sound, name: str, now: datetime) -> None:
    with transaction() as session:
        recording = session.get_one(Recording, recording_id, with_for_update=True, populate_existing=True)
        if recording.sha256 or recording.deleted_at:
            return  # another worker was faster; the file without a name is swept up
        recording.sha256, recording.media_type, recording.fetched_at = name, sound.media_type, now
        ask_to_forget(session, recording.source_id, now)


def _give_up(recording_id: int, now: datetime) -> None:
    with transaction() as session:
        recording = session.get_one(Recording, recording_id, with_for_update=True, populate_existing=True)
        recording.address = ""
        owe_call_for(session, recording, current_pack(session), now)
        ask_to_forget(session, recording.source_id, now)
