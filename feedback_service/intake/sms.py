"""The door of texts: kept raw first, then understood (texting/), durable when it returns."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from feedback_service.carrier.reading import read_raw
from feedback_service.database import is_down, thinking_before_writing, transaction
from feedback_service.folding import fold
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.receive import draft
from feedback_service.intake.spooling import kept_while_away
from feedback_service.intake.submission import LONGEST_TEXT, Submission
from feedback_service.intake.texting.earlier import texts_of, told_before
from feedback_service.intake.texting.hearing import Hearing
from feedback_service.intake.texting.inbound import InboundText, likely_time, sender_fingerprint
from feedback_service.intake.texting.language import read_command
from feedback_service.intake.texting.understanding import Reading, understand
from feedback_service.intake.texts import kept
from feedback_service.pack.current import current_pack, this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import InboundEvent, Job, keyring
from feedback_service.records.new_rows import write
from feedback_service.vocabulary import Channel

__all__ = ["InboundText", "sender_fingerprint", "take_again", "take_text"]

logger = logging.getLogger(__name__)
_TRIES = 3
_EVENTS = cast(Table, InboundEvent.__table__)
_NOTE_END = (
    update(_EVENTS)
    .where(_EVENTS.c.id == bindparam("number"))
    .values(outcome=bindparam("outcome"), case_id=bindparam("case_id"), reason=bindparam("reason"))
)


@kept_while_away
def take_text(text: InboundText, raw: bytes, now: datetime) -> None:
    """Durable when it returns. The same event again changes nothing; two at once leave one.

    A fault of ours in understanding it does not lose it: the raw event is kept and looked at again later. Raises
    what `is_down` knows: then the gateway, or the spool, keeps the text and brings it again.
    """
    pack = this_pack()
    for _try in range(_TRIES):
        try:
            with thinking_before_writing():
                read = _read(text, pack, now)
                with transaction() as session:
                    _take(session, text, raw, read, pack, now)
            return
        except (IntegrityError, StaleDataError):
            continue  # somebody was quicker, with the same event or at the same case
        except Exception as error:
            if is_down(error):
                raise
            logger.exception("text_not_understood", extra={"event": text.event_id})
            break
    with transaction() as session:
        _keep_for_later(session, text, raw, now)


def take_again(session: Session, event_id: int, now: datetime) -> None:
    """The worker's second look at an event that was kept raw. Raises NotReadable."""
    event = session.get_one(InboundEvent, event_id)
    if event.outcome != "failed":
        return
    raw = read_raw(event.provider, event.body)
    text = InboundText(event.provider, event.event_id, raw.sender, raw.body, event.sent_at, event.source)
    pack = current_pack(session)
    _one_at_a_time(session, event.sender_fingerprint)
    earlier = [one for one in texts_of(session, event.sender_fingerprint) if one.id != event_id]
    read = _read(text, pack, now)
    end = understand(_hearing(session, event_id, text, read, pack, now), read, earlier)
    event.outcome, event.case_id, event.reason = end.outcome, end.case_id, end.reason


def _read(text: InboundText, pack: Pack, now: datetime) -> Reading:
    """All that can be thought of before the database is asked."""
    body = kept(text.body)[:LONGEST_TEXT]
    if not body:
        return Reading(body)
    return Reading(
        body,
        command=read_command(body, pack.commune.code_prefix),
        drafted=draft(_submission(text, body, now), pack, now),
        text_fingerprint=keyring.fingerprint(fold(text.body)),
    )


def _take(session: Session, text: InboundText, raw: bytes, read: Reading, pack: Pack, now: datetime) -> None:
    fingerprint = sender_fingerprint(text.sender)
    _one_at_a_time(session, fingerprint)
    known = select(InboundEvent.id).where(
        InboundEvent.provider == text.provider, InboundEvent.event_id == text.event_id
    )
    if session.scalar(known):
        return
    earlier, event = texts_of(session, fingerprint), _event(text, raw, now)
    if text.told_twice and told_before(
        earlier, text.provider, read.text_fingerprint, event.sent_at or now, text.source
    ):
        return
    write(session, [event])  # the raw event first: whatever follows, its id is taken
    end = understand(_hearing(session, event.id, text, read, pack, now), read, earlier)
    session.connection().execute(_NOTE_END, {"number": event.id, **asdict(end)})


def _one_at_a_time(session: Session, fingerprint: str | None) -> None:
    """Two texts of one phone at once: the second must see what the first became. On SQLite they wait anyway."""
    if fingerprint and session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(int(fingerprint[:15], 16))))


def _keep_for_later(session: Session, text: InboundText, raw: bytes, now: datetime) -> None:
    event = _event(text, raw, now)
    event.outcome = "failed"
    session.add(event)
    session.flush()
    session.add(
        Job(
            key=f"take_again:{event.id}",
            name="take_again",
            arguments={"event_id": event.id},
            run_at=now + timedelta(minutes=5),
        )
    )


def _hearing(
    session: Session, number: int, text: InboundText, read: Reading, pack: Pack, now: datetime
) -> Hearing:
    return Hearing(session, number, text, read.body, likely_time(text.sent_at, now), pack, now)


def _event(text: InboundText, raw: bytes, now: datetime) -> InboundEvent:
    return InboundEvent(
        provider=text.provider,
        event_id=text.event_id,
        received_at=now,
        sent_at=likely_time(text.sent_at, now),
        source=text.source,
        body=raw,
        sender_fingerprint=sender_fingerprint(text.sender),
        text_fingerprint=keyring.fingerprint(fold(text.body)),
    )


def _submission(text: InboundText, body: str, now: datetime) -> Submission:
    return Submission(
        channel=Channel.SMS,
        text=body,
        submission_id=f"{text.provider}:{text.event_id}"[:80],
        sent_at=likely_time(text.sent_at, now),
        phone=e164_or_nothing(text.sender),
        phone_raw=text.sender,
        source="" if text.source == "webhook" else text.source,
    )
