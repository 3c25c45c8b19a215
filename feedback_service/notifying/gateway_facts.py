"""What is known of a gateway. Every question is answered from the end of an index, or from a fixed number of rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.carrier.error_words import class_of
from feedback_service.carrier.protocols import ErrorClass, Gateway
from feedback_service.notifying.gateway_health import Attempt, Beat, Fault, GatewayFacts
from feedback_service.records import GatewayBeat, InboundEvent, LedgerDay, Notification
from feedback_service.vocabulary import DeliveryStatus

FAULTS_OF = timedelta(hours=24)
# What a message said of a gateway that it left: then the gateway is no longer thought dead, and is tried again.
REMEMBERED = timedelta(hours=1)
MOVED_ON = "moved_on"
_NEWEST = 200  # messages that are looked at
_ENDED = 200  # ended ones among which a delivered one is looked for
_MOST_FAULTS = 5_000
_TAKEN = frozenset(
    {
        DeliveryStatus.ACCEPTED,
        DeliveryStatus.SENT,
        DeliveryStatus.DELIVERED,
        DeliveryStatus.UNDELIVERED,
    }
)


@dataclass(frozen=True, slots=True)
class _Handed:
    """A message as far as a gateway's health is concerned. The fields are those of `_HANDED`."""

    provider: str
    refused_by: str
    status: DeliveryStatus
    code: str
    reference: str
    rounds: int
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None

    def was_refused_by(self, name: str) -> bool:
        return self.provider != name and name in self.refused_by.split()


_HANDED = (
    Notification.provider,
    Notification.refused_by,
    Notification.status,
    Notification.error_code,
    Notification.provider_reference,
    Notification.rounds,
    Notification.attempts,
    Notification.created_at,
    Notification.next_attempt_at,
)


def facts_of(
    session: Session, gateway: Gateway, now: datetime, awake_since: datetime | None = None
) -> GatewayFacts:
    """`awake_since`: when the last quiet hours ended, in which messages wait for no fault of the gateway."""
    name = gateway.name
    last_inbound, heard_at = _last_event(session, name)
    handed = _handed(session)
    since = now - FAULTS_OF
    return GatewayFacts(
        name=name,
        capabilities=gateway.capabilities,
        last_inbound=last_inbound,
        heard_at=heard_at,
        last_delivered=_last_delivered(session, name),
        last_asked=session.scalar(select(func.max(LedgerDay.asked_at)).where(LedgerDay.provider == name)),
        waiting=_waiting(session, name),
        beats=_beats(session, name),
        faults=_faults(session, name, since) + _moved_on(handed, name, since),
        attempts=tuple(_attempts(handed, name, now, awake_since)),
    )


def last_quiet_end(hours: tuple[int, int] | None, zone: tzinfo, now: datetime) -> datetime | None:
    """When the quiet hours (from, to) last ended; None where there are none."""
    if hours is None:
        return None
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), time(hours[1]), zone)
    return (today if today <= local else today - timedelta(days=1)).astimezone(UTC)


def _last_event(session: Session, name: str) -> tuple[datetime | None, datetime | None]:
    newest = (
        select(InboundEvent.sent_at, InboundEvent.received_at)
        .where(InboundEvent.provider == name, InboundEvent.sent_at.is_not(None))
        .order_by(InboundEvent.sent_at.desc())
        .limit(1)
    )
    row = session.execute(newest).first()
    return (row[0], row[1]) if row else (None, None)


def _last_delivered(session: Session, name: str) -> datetime | None:
    ended = (
        select(Notification.status, Notification.finished_at)
        .where(Notification.provider == name, Notification.finished_at.is_not(None))
        .order_by(Notification.finished_at.desc())
        .limit(_ENDED)
    )
    rows = session.execute(ended)
    return next((at for status, at in rows if status == DeliveryStatus.DELIVERED), None)


def _waiting(session: Session, name: str) -> int:
    """Messages that it was handed and that are not settled, in the index of those that wait."""
    waiting = select(func.count()).where(
        Notification.next_attempt_at.is_not(None), Notification.provider == name, Notification.medium == "sms"
    )
    return session.scalar(waiting) or 0


def _beats(session: Session, name: str) -> tuple[Beat, ...]:
    rows = session.scalars(
        select(GatewayBeat).where(GatewayBeat.provider == name).order_by(GatewayBeat.seen_at.desc()).limit(10)
    )
    return tuple(
        Beat(
            device=row.device,
            seen_at=row.seen_at,
            clock_off_seconds=row.clock_off_seconds,
            battery=_number(row.details.get("battery")),
            charging=row.details.get("charging"),
        )
        for row in rows
    )


def _number(value: object) -> int | None:
    return round(value) if isinstance(value, int | float) else None


def _faults(session: Session, name: str, since: datetime) -> tuple[Fault, ...]:
    """The commonest first."""
    newest = (
        select(Notification.error_code, Notification.created_at)
        .where(Notification.provider == name, Notification.created_at >= since, Notification.error_code != "")
        .order_by(Notification.created_at.desc())
        .limit(_MOST_FAULTS)
        .subquery()
    )
    code, at = newest.c
    rows = session.execute(
        select(code, func.count(), func.max(at)).group_by(code).order_by(func.count().desc(), code)
    )
    return tuple(Fault(*row) for row in rows)


def _handed(session: Session) -> list[_Handed]:
    """The newest messages, newest first. Columns and not rows: what a message says is not opened for this."""
    newest = select(*_HANDED).where(Notification.medium == "sms").order_by(Notification.id.desc())
    return [_Handed(*row) for row in session.execute(newest.limit(_NEWEST))]


def _moved_on(handed: Iterable[_Handed], name: str, since: datetime) -> tuple[Fault, ...]:
    """Of these the message keeps only the gateway's name: the code makes room for the next one's."""
    moved = [row.created_at for row in handed if row.was_refused_by(name) and row.created_at >= since]
    return (Fault(MOVED_ON, len(moved), max(moved)),) if moved else ()


def _attempts(
    handed: Iterable[_Handed], name: str, now: datetime, awake_since: datetime | None
) -> Iterator[Attempt]:
    for row in handed:
        attempt = _attempt(row, name, now)
        if attempt is not None:
            # A message that waited for the morning was not refused by night.
            yield replace(attempt, at=max(attempt.at, awake_since or attempt.at))


def _attempt(row: _Handed, name: str, now: datetime) -> Attempt | None:
    """None where the message says nothing of this gateway, or nothing any more."""
    if row.provider == name and (row.status in _TAKEN or row.reference or row.rounds):
        return Attempt(row.created_at)
    if row.next_attempt_at is None and now - row.created_at > REMEMBERED:
        return None
    if row.was_refused_by(name):
        return Attempt(row.created_at, ErrorClass.TEMPORARY)
    return _refusal(row, now) if row.provider == name else None


def _refusal(row: _Handed, now: datetime) -> Attempt | None:
    if row.status == DeliveryStatus.UNKNOWN:
        return Attempt(row.created_at, ErrorClass.TEMPORARY, row.code)
    if row.status not in {DeliveryStatus.CREATED, DeliveryStatus.FAILED} or not row.code:
        return None
    refused = class_of(row.provider, row.code)
    # Once is never, where it may pass: the next try will tell.
    waits = row.attempts < 2 and row.next_attempt_at is not None and row.next_attempt_at > now
    if waits and refused != ErrorClass.CONFIGURATION:
        return None
    return Attempt(row.created_at, refused, row.code)
