"""The outbox: rows are claimed by lease, committed, sent, recorded. Verbs of the worker; none of them
commits.

    created ──begin──> sending ──record──> accepted, sent … or created again (later), or failed
                          │
                          └─ lease over, or an unclear end ──> unknown ──ask the provider──> as above

A claim is not a send: whoever dies with a row in `created` costs a minute, and one that dies in `sending`
leaves it `unknown`. Only the holder of the lease's token may begin or record (ends.py).
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import OutgoingMessage
from feedback_service.notifying.choosing import Way, choose
from feedback_service.notifying.quiet import Quiet, due_at
from feedback_service.notifying.templates import template_of
from feedback_service.records import Notification, keyring
from feedback_service.vocabulary import DeliveryStatus


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work at one row for a while."""

    id: int
    token: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the holder of a claim is to do. `asking`: not to send, but to ask `provider` what it has."""

    message: OutgoingMessage
    medium: str
    provider: str
    asking: bool


def anything_due(session: Session, now: datetime) -> bool:
    """A cheap look, without a lock."""
    return session.execute(select(Notification.id).where(_due(now)).limit(1)).first() is not None


def claim_due(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """The longest waiting first. Several workers at once get different rows."""
    token = secrets.token_hex(16)
    due = select(Notification.id).where(_due(now)).order_by(Notification.next_attempt_at).limit(limit)
    chosen = due.with_for_update(skip_locked=True).cte("chosen")
    claimed = session.execute(
        update(Notification)
        .where(Notification.id.in_(select(chosen.c.id)))
        .values(lease_token=token, lease_until=now + lease)
        .returning(Notification.id)
        .execution_options(synchronize_session=False)
    ).scalars()
    return [Claim(number, token) for number in sorted(claimed)]


def begin(
    session: Session,
    claim: Claim,
    ways_of: Callable[[str], Sequence[Way]],
    now: datetime,
    lease: timedelta,
    quiet: Quiet | None = None,
) -> Attempt | None:
    """Marks the row as being sent, or as unknown. None where the claim is over, the row is done, or has to wait
    for the morning.

    `ways_of` gives the gateways of a medium, the preferred one first. To be committed before anything leaves
    the house.
    """
    row = held(session, claim)
    if row is None or row.lease_until is None or row.lease_until <= now:
        return None
    if row.status not in {DeliveryStatus.CREATED, DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN}:
        let_go(row, None)  # a receipt came while it waited for its turn
        return None
    asking = row.status != DeliveryStatus.CREATED
    if not asking and _must_wait(row, quiet, now):
        return None
    row.status = DeliveryStatus.UNKNOWN if asking else DeliveryStatus.SENDING
    row.lease_until = now + lease
    if not asking:
        _set_out(row, ways_of(row.medium))
    return Attempt(_outgoing(row), row.medium, row.provider, asking)


def give_up(session: Session, claim: Claim, reason: str, now: datetime) -> None:
    """For a row that cannot even be read: the key that it was sealed with is gone."""
    session.execute(
        update(Notification)
        .where(Notification.id == claim.id, Notification.lease_token == claim.token)
        .values(
            status=DeliveryStatus.FAILED,
            error_code=reason,
            finished_at=now,
            next_attempt_at=None,
            lease_token="",
            lease_until=None,
        )
        .execution_options(synchronize_session=False)
    )


def held(session: Session, claim: Claim) -> Notification | None:
    """The row, locked. None where the claim is over."""
    query = select(Notification).where(Notification.id == claim.id, Notification.lease_token == claim.token)
    return session.scalars(
        query.with_for_update(), execution_options={"populate_existing": True}
    ).one_or_none()


def let_go(row: Notification, next_attempt_at: datetime | None) -> None:
    row.lease_token, row.lease_until, row.next_attempt_at = "", None, next_attempt_at


def key_of(row: Notification) -> str:
    """The same for every attempt of a round, 32 letters; a round ends when a receipt says that it failed."""
    return keyring.fingerprint(f"notification:{row.id}:{row.rounds}")


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Notification.lease_until.is_(None), Notification.lease_until <= now)
    return and_(Notification.next_attempt_at <= now, free)


def _must_wait(row: Notification, quiet: Quiet | None, now: datetime) -> bool:
    """What was written by day and is tried again by night waits for the morning like the rest."""
    if row.medium != "sms":
        return False
    answers = None if template_of(row.template).notice else row.created_at
    soonest = due_at(quiet, now, urgent=row.urgent, answers=answers)
    if soonest > now:
        let_go(row, soonest)
    return soonest > now


def _set_out(row: Notification, ways: Sequence[Way]) -> None:
    """Where the provider knows messages by our key, the key stands in the row before the message leaves: a
    receipt that overtakes the answer then finds it.
    """
    asks_reply = template_of(row.template).asks_reply
    way = choose(ways, row.prefer, row.refused_by.split(), asks_reply=asks_reply)
    row.attempts += 1
    row.provider = way.name
    row.error_code = ""
    row.provider_reference = key_of(row) if way.idempotent else ""


def _outgoing(row: Notification) -> OutgoingMessage:
    return OutgoingMessage(
        id=row.id,
        attempt=row.attempts,
        recipient=row.recipient,
        subject=row.subject,
        body=row.body,
        begun_at=row.created_at,
        key=key_of(row),
    )
