"""An errand: the machine reads an approved bulletin. None of it holds a transaction while the machine speaks."""

import logging
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.errors import Fact, NotYours
from feedback_service.pack.current import this_pack
from feedback_service.publishing.radio.bulletins import WRITERS
from feedback_service.publishing.radio.facts import NoSpeakingMachine, other_step
from feedback_service.publishing.radio.package.texts import for_machines
from feedback_service.publishing.radio.parts import read_parts
from feedback_service.publishing.radio.queries import is_as_approved
from feedback_service.publishing.radio.sounds import machine
from feedback_service.publishing.radio.sounds.keeping import add_sound, store_sound
from feedback_service.publishing.radio.voice import radio_of
from feedback_service.records import Bulletin, Job, Officer
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import PaperState

logger = logging.getLogger(__name__)


def ask_to_speak(
    session: Session, bulletin: Bulletin, officer: Officer, now: datetime, *, can_speak: bool
) -> None:
    """Once a bulletin, officer and minute. Raises NotYours, ChangeNotAllowed, NoSpeakingMachine."""
    if officer.role not in WRITERS:
        raise NotYours
    if bulletin.state != PaperState.APPROVED or not is_as_approved(bulletin):
        raise other_step()
    if not can_speak:
        raise NoSpeakingMachine
    row = {
        "key": f"speak_bulletin:{bulletin.id}:{now:%Y%m%d%H%M}",
        "name": "speak_bulletin",
        "arguments": {"bulletin_id": bulletin.id, "officer_id": officer.id},
        "run_at": now,
    }
    session.execute(insert_into(session, Job).values(row).on_conflict_do_nothing(index_elements=["key"]))


def speak_bulletin(
    *, now: datetime, bulletin_id: int, officer_id: int, speak: machine.Speak = machine.speak
) -> None:
    """An errand. What was withdrawn meanwhile is not read; a machine that fails is logged and tried no more."""
    pack, reading = this_pack(), db.session()
    bulletin = reading.get(Bulletin, bulletin_id)
    wanted = bulletin is not None and bulletin.state == PaperState.APPROVED
    text = for_machines(read_parts(bulletin.parts), pack) if bulletin and wanted else ""
    reading.rollback()
    if not text:
        return
    radio = radio_of(pack)
    try:
        content = speak(text, machine.Voice(radio.voice, radio.machine_speed, radio.part_pause))
        stored = store_sound(content)
    except (machine.DoesNotSpeak, Fact) as error:
        logger.error("bulletin_not_spoken", extra={"bulletin": bulletin_id, "error": str(error)})
        return
    with transaction() as session:
        found, officer = session.get(Bulletin, bulletin_id), session.get(Officer, officer_id)
        if found and officer and found.state == PaperState.APPROVED:
            language = next(iter(radio.language_names))
            add_sound(session, found, officer, content, stored, language, pack, now, by_machine=True)
