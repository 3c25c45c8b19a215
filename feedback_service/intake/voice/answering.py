"""Each webhook of a call: kept once, settled once, answered as often as it comes. A caller never hears a fault.

While the database is away a message is still taken: the provider keeps it, and its news waits in the spool.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.database import UNREACHABLE, is_down, transaction, waiting_at_most
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.recordings import ask_again
from feedback_service.intake.voice.scripts import (
    Place,
    Script,
    Telephone,
    away_message,
    away_sorry,
    away_thanks,
)
from feedback_service.intake.voice.steps import Settled, Step, Turn, script, settle
from feedback_service.intake.voice.webhook import Webhook, read_kept
from feedback_service.language import words
from feedback_service.pack.current import NoPackLoaded, current_pack, last_pack, this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import InboundEvent, keyring
from feedback_service.records.new_rows import insert_into
from feedback_service.spool import SpoolFull, this_spool
from feedback_service.vocabulary import Channel

PATIENCE_SECONDS = 4.0  # the provider waits fifteen, and the caller hears nothing meanwhile
FAILED = "failed"
SPOOLED = "voice"  # the kind of its files in the spool
# What leaves something behind. A key that was pressed means nothing once the call is over.
LASTING = frozenset({Step.RINGS, Step.CONNECTED, Step.LEFT, Step.RECORDED, Step.STATUS})
_SILENT = frozenset({Step.RECORDED, Step.STATUS})  # nobody listens to what these are answered
logger = logging.getLogger(__name__)


def answer(webhook: Webhook) -> Script | None:
    """What the caller hears. None: it could not be kept, and nobody listens, so whoever sends must send it again."""
    try:
        pack = this_pack()
        with waiting_at_most(PATIENCE_SECONDS), transaction() as session:
            said = take(session, webhook, pack)
    except (*UNREACHABLE, NoPackLoaded) as error:
        if not (isinstance(error, NoPackLoaded) or is_down(error)):
            logger.exception("voice_not_kept", extra={"step": webhook.step.value})
            return _later(webhook)
        logger.error("voice_database_away", extra={"step": webhook.step.value})
        return _while_away(webhook)
    except Exception:
        logger.exception("voice_not_understood", extra={"step": webhook.step.value})
        return _later(webhook)
    return () if webhook.step in _SILENT else said


def take(session: Session, webhook: Webhook, pack: Pack) -> Script:
    """In the caller's transaction. The same webhook again changes nothing and sounds the same."""
    event, is_new = _keep(session, webhook)
    telephone = telephone_at(event.received_at, Telephone(pack, event.received_at))
    turn = Turn(webhook.step, webhook.place, webhook.news, webhook.source, event.received_at)
    if is_new or event.outcome == FAILED:
        settled = settle(session, turn, telephone)
        event.outcome, event.case_id = settled.outcome, settled.case_id
    return script(session, turn, Settled(event.outcome, event.case_id), telephone)


def telephone_at(moment: datetime, bare: Telephone) -> Telephone:
    """As this installation is set up."""
    config: Config = current_app.config["SERVICE"]
    return replace(
        bare,
        moment=moment,
        greeting=config.voice_greeting,
        officer=config.twilio_voice_dial,
        recording_days=config.recording_days,
    )


def put_by(webhook: Webhook) -> bool:
    """On the disk, to be taken in when the database is back. False where the disk does not take it either."""
    document = {
        "provider": webhook.provider,
        "raw": webhook.raw.decode(),
        "received_at": webhook.received_at.astimezone(UTC).isoformat(),
    }
    try:
        this_spool().put(SPOOLED, document)
    except SpoolFull:
        logger.error("voice_spool_full", extra={"step": webhook.step.value})
        return False
    return True


def take_put_by(session: Session, document: Mapping[str, Any]) -> None:
    """What `put_by` put by, in the caller's transaction, as of when it came."""
    received_at = datetime.fromisoformat(document["received_at"])
    webhook = read_kept(document["provider"], document["raw"].encode(), received_at)
    if webhook:
        take(session, replace(webhook, by="spooled"), current_pack(session))


def take_voice_again(session: Session, event_id: int, now: datetime) -> None:
    """The worker's second look at an event that was not understood. It has the moment at which it came."""
    event = session.get_one(InboundEvent, event_id)
    webhook = read_kept(event.provider, event.body, event.received_at)
    if event.outcome == FAILED and webhook:
        take(session, webhook, current_pack(session))


def _keep(session: Session, webhook: Webhook) -> tuple[InboundEvent, bool]:
    number = session.execute(
        insert_into(session, InboundEvent)
        .values(**_row(webhook))
        .on_conflict_do_nothing(index_elements=["provider", "event_id"])
        .returning(InboundEvent.id)
    ).scalar_one_or_none()
    known = select(InboundEvent).where(
        InboundEvent.provider == webhook.provider, InboundEvent.event_id == webhook.event_id
    )
    return session.scalars(known.with_for_update()).one(), number is not None


def _row(webhook: Webhook) -> Mapping[str, Any]:
    caller = e164_or_nothing(webhook.news.caller) or webhook.news.caller
    return {
        "provider": webhook.provider,
        "event_id": webhook.event_id,
        "received_at": webhook.received_at,
        "sent_at": webhook.received_at,
        "source": webhook.by,
        "sender_fingerprint": keyring.fingerprint(caller) if caller else None,
        "body": webhook.raw,
        "outcome": FAILED,
        "reason": "",
    }


def _later(webhook: Webhook) -> Script | None:
    """A fault of ours: what it says is kept raw and looked at again, and the caller is helped on."""
    if webhook.step in LASTING:
        try:
            with transaction() as session:
                event, _is_new = _keep(session, webhook)
                ask_again(session, event.id, webhook.received_at)
        except UNREACHABLE:
            return _while_away(webhook)
    return _sorry(webhook.step, webhook.place)


def _while_away(webhook: Webhook) -> Script | None:
    kept = webhook.step not in LASTING or put_by(webhook)
    if webhook.step in _SILENT:
        return () if kept else None
    return _sorry(webhook.step, webhook.place)


def _sorry(step: Step, place: Place) -> Script:
    if step in _SILENT:
        return ()
    if step == Step.LEFT:
        return away_thanks()
    if step == Step.CODE:
        return away_sorry(_hours())
    return away_message(place, _hours())


def _hours() -> str:
    """The hotline's hours, as far as anything of the commune is at hand."""
    pack = last_pack()
    channels = pack.channels if pack else ()
    return next((words(one.hours) for one in channels if one.intake == Channel.HOTLINE), "")
