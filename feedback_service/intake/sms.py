"""A text message becomes a case, joins the one just opened, or is a command (contract: TC, BS, DG, HUY, TROGIUP)."""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import cast
from urllib.parse import parse_qsl

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from feedback_service.database import thinking_before_writing, transaction
from feedback_service.folding import fold
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.receive import draft, keep
from feedback_service.intake.sms_commands import Command, obey, read_command
from feedback_service.intake.submission import LONGEST_TEXT, Submission
from feedback_service.intake.texts import kept
from feedback_service.pack.current import current_pack, this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Contact, InboundEvent, Job, keyring
from feedback_service.records.new_rows import write
from feedback_service.turns import TooLong
from feedback_service.vocabulary import Channel

JOIN_MINUTES = 30
_LATEST = 5  # cases of a phone that are looked at
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InboundText:
    """One text as a gateway hands it on. `event_id` is the gateway's own; `sender` may be no number at all.

    `sent_at` is the provider's true time where it can be right, None: when it arrives here. `source` says how it
    came: webhook, reconciled (the provider was asked), spooled (the database was away).
    """

    provider: str
    event_id: str
    sender: str
    body: str
    sent_at: datetime | None = None
    source: str = "webhook"


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as we read it, before any database is asked: a command, or the case that it would open."""

    body: str
    command: Command | None = None
    drafted: Case | None = None


@dataclass(frozen=True, slots=True)
class _End:
    """What became of an event."""

    outcome: str
    case_id: int | None = None
    reason: str = ""


_EVENTS = cast(Table, InboundEvent.__table__)
_NOTE_END = (
    update(_EVENTS)
    .where(_EVENTS.c.id == bindparam("number"))
    .values(outcome=bindparam("outcome"), case_id=bindparam("case_id"), reason=bindparam("reason"))
)


def take_text(text: InboundText, raw: bytes, now: datetime) -> None:
    """Durable when it returns. The same event again changes nothing; two at once leave one.

    A fault of ours in understanding it does not lose it: the raw event is kept and looked at again later.
    """
    pack = this_pack()
    for _try in range(2):
        try:
            with thinking_before_writing():
                read = _read(text, pack, now)
                with transaction() as session:
                    _take(session, text, raw, read, pack, now)
            return
        except IntegrityError:
            continue
        except (OperationalError, TooLong):
            raise  # the database is away: the gateway keeps the text and sends it again
        except Exception:
            logger.exception("text_not_understood", extra={"event": text.event_id})
            break
    with transaction() as session:
        _keep_for_later(session, text, raw, now)


def take_again(session: Session, event_id: int, now: datetime) -> None:
    """The worker's second look at an event that was kept raw."""
    event = session.get_one(InboundEvent, event_id)
    if event.outcome == "failed":
        form = dict(parse_qsl(event.body.decode(), keep_blank_values=True))
        text = InboundText(event.provider, event.event_id, form.get("From", ""), form.get("Body", ""))
        pack = current_pack(session)
        end = _understand(session, event_id, text, _read(text, pack, now), pack, now)
        event.outcome, event.case_id, event.reason = end.outcome, end.case_id, end.reason


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


def _read(text: InboundText, pack: Pack, now: datetime) -> _Read:
    body = kept(text.body)[:LONGEST_TEXT]
    command = read_command(body, pack.commune.code_prefix) if body else None
    if command or not body:
        return _Read(body, command)
    return _Read(body, drafted=draft(_submission(text, body, now), pack, now))


def _take(session: Session, text: InboundText, raw: bytes, read: _Read, pack: Pack, now: datetime) -> None:
    known = select(InboundEvent.id).where(
        InboundEvent.provider == text.provider, InboundEvent.event_id == text.event_id
    )
    if session.scalar(known):
        return
    event = _event(text, raw, now)
    write(session, [event])  # the raw event first: whatever follows, its id is taken
    end = _understand(session, event.id, text, read, pack, now)
    session.connection().execute(_NOTE_END, {"number": event.id, **asdict(end)})


def _event(text: InboundText, raw: bytes, now: datetime) -> InboundEvent:
    return InboundEvent(
        provider=text.provider,
        event_id=text.event_id,
        received_at=now,
        sent_at=text.sent_at or now,
        source=text.source,
        body=raw,
        sender_fingerprint=sender_fingerprint(text.sender),
        text_fingerprint=keyring.fingerprint(fold(text.body)),
    )


def _understand(
    session: Session, number: int, text: InboundText, read: _Read, pack: Pack, now: datetime
) -> _End:
    if read.command:
        key = f"reply:{number}"
        return _End("command", obey(session, read.command, text.sender, pack, now, key=key))
    if read.drafted is None:
        return _End("rejected", reason="empty")
    just_opened = _just_opened(session, text.sender, now)
    if just_opened is None:
        return _End("opened", keep(session, read.drafted, pack, now).case.id)
    origin = f"{text.provider}:{text.event_id}"
    citizen_wrote(session, just_opened, read.body, Channel.SMS, pack, now, origin=origin)
    return _End("joined", just_opened.id)


def _just_opened(session: Session, sender: str, now: datetime) -> Case | None:
    """People press send too early: the second text within half an hour belongs to the first.

    Asked in two steps, by key each: in one, SQLite walks through every open case.
    """
    senders = select(Contact.id).where(Contact.phone_fingerprint == sender_fingerprint(sender))
    latest = session.scalars(senders.order_by(Contact.id.desc()).limit(_LATEST)).all()
    if not latest:
        return None
    cases = session.scalars(select(Case).where(Case.contact_id.in_(latest)).order_by(Case.id.desc()))
    since = now - timedelta(minutes=JOIN_MINUTES)
    return next((case for case in cases if _may_join(case, since)), None)


def _may_join(case: Case, since: datetime) -> bool:
    return case.channel == Channel.SMS and case.is_open and case.entered_at > since


def sender_fingerprint(sender: str) -> str:
    return keyring.fingerprint(e164_or_nothing(sender) or sender)


def _submission(text: InboundText, body: str, now: datetime) -> Submission:
    return Submission(
        channel=Channel.SMS,
        text=body,
        submission_id=f"{text.provider}:{text.event_id}"[:80],
        sent_at=min(text.sent_at or now, now),
        phone=e164_or_nothing(text.sender),
        phone_raw=text.sender,
        source="" if text.source == "webhook" else text.source,
    )
