"""The outbox: rows are claimed by lease, committed, sent, recorded. Verbs of the worker; none of them
commits.

    created ──begin──> sending ──record──> accepted, sent … or created again (later), or failed
                          │
                          └─ lease over, or an unclear end ──> unknown ──ask the provider──> as above

A claim is not a send: whoever dies with a row in `created` costs a minute, and one that dies in `sending`
leaves it `unknown`. Only the holder of the lease's token may begin or record.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import (
    CannotTell,
    ErrorClass,
    Known,
    Outcome,
    OutgoingMessage,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.receipts import TERMINAL, may_follow
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.notifying.retrying import AFTER_REFUSAL, ASK_SOONEST, ask_again_after, next_delay
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus

_AT_ONCE_AGAIN = 2  # attempts that broke off before the provider took anything
_ONE_AT_A_TIME = 7_301_127  # the advisory lock under which found messages are given to notifications


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
    session: Session, claim: Claim, provider_of: Callable[[str], str], now: datetime, lease: timedelta
) -> Attempt | None:
    """Marks the row as being sent, or as unknown. None where the claim is over or the row is done.

    `provider_of` names the gateway in use for a medium. To be committed before anything leaves the house.
    """
    row = _held(session, claim)
    if row is None or row.lease_until is None or row.lease_until <= now:
        return None
    if row.status not in {DeliveryStatus.CREATED, DeliveryStatus.SENDING, DeliveryStatus.UNKNOWN}:
        _let_go(row, None)  # a receipt came while it waited for its turn
        return None
    asking = row.status != DeliveryStatus.CREATED
    row.status = DeliveryStatus.UNKNOWN if asking else DeliveryStatus.SENDING
    row.lease_until = now + lease
    if not asking:
        row.attempts += 1
        row.provider = provider_of(row.medium)
        row.provider_reference = row.error_code = ""
    return Attempt(_outgoing(row), row.medium, row.provider, asking)


def record(session: Session, claim: Claim, outcome: Outcome, now: datetime) -> DeliveryStatus | None:
    """How the send ended. None where the claim was lost meanwhile: then the other holder asks the
    provider.
    """
    row = _held(session, claim)
    if row is None:
        return None
    if row.status != DeliveryStatus.SENDING:  # a receipt was quicker, and knows more
        _let_go(row, row.next_attempt_at)
        return row.status
    match outcome:
        case Sent():
            _was_sent(row, outcome, now)
        case Refused():
            _was_refused(session, row, outcome, now)
        case Unclear(reason):
            _is_unclear(row, reason, now)
    return row.status


def record_known(
    session: Session, claim: Claim, known: Known | CannotTell, now: datetime
) -> DeliveryStatus | None:
    """What the provider said of a message whose end was not seen. Only where it surely has none is it sent
    again.
    """
    row = _held(session, claim)
    if row is None:
        return None
    if row.status != DeliveryStatus.UNKNOWN:  # a receipt was quicker
        _let_go(row, row.next_attempt_at)
    elif isinstance(known, CannotTell):
        delay = ask_again_after(now - row.created_at) if known.ever else None
        _let_go(row, now + delay if delay else None)
    else:
        sent = _not_of_another(session, row, known)
        if sent:
            _was_sent(row, sent, now)
        else:
            _was_not_taken(row, now)
    return row.status


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


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Notification.lease_until.is_(None), Notification.lease_until <= now)
    return and_(Notification.next_attempt_at <= now, free)


def _held(session: Session, claim: Claim) -> Notification | None:
    query = select(Notification).where(Notification.id == claim.id, Notification.lease_token == claim.token)
    return session.scalars(
        query.with_for_update(), execution_options={"populate_existing": True}
    ).one_or_none()


def _let_go(row: Notification, next_attempt_at: datetime | None) -> None:
    row.lease_token, row.lease_until, row.next_attempt_at = "", None, next_attempt_at


def _outgoing(row: Notification) -> OutgoingMessage:
    return OutgoingMessage(
        id=row.id,
        attempt=row.attempts,
        recipient=row.recipient,
        subject=row.subject,
        body=row.body,
        begun_at=row.created_at,
    )


def _was_sent(row: Notification, sent: Sent, now: datetime) -> None:
    row.provider_reference = sent.reference
    row.sent_at = row.sent_at or now
    if may_follow(row.status, sent.status):
        row.status = sent.status
        row.error_code = sent.error_code
    if sent.finished or row.status in TERMINAL:
        row.finished_at = row.finished_at or now
    _let_go(row, None)


def _was_refused(session: Session, row: Notification, refused: Refused, now: datetime) -> None:
    row.error_code = refused.error_code
    if refused.error_class == ErrorClass.OPTED_OUT:
        stop_notices(session, row.recipient, now)
    rule = AFTER_REFUSAL.get(refused.error_class)
    delay = next_delay(rule, row.attempts, now - row.created_at, row.id, refused.retry_after)
    row.status = DeliveryStatus.CREATED if delay else DeliveryStatus.FAILED
    row.finished_at = None if delay else now
    _let_go(row, now + delay if delay else None)


def _was_not_taken(row: Notification, now: datetime) -> None:
    """Again at once; but what breaks off time after time waits longer, and ends as any passing fault does."""
    rule = AFTER_REFUSAL[ErrorClass.TEMPORARY]
    delay = next_delay(rule, row.attempts, now - row.created_at, row.id)
    row.status = DeliveryStatus.CREATED if delay else DeliveryStatus.FAILED
    row.finished_at = None if delay else now
    if delay is None:
        _let_go(row, None)
    else:
        _let_go(row, now if row.attempts <= _AT_ONCE_AGAIN else now + delay)


def _is_unclear(row: Notification, reason: str, now: datetime) -> None:
    row.status = DeliveryStatus.UNKNOWN
    row.error_code = reason[:40]
    _let_go(row, now + ASK_SOONEST)


def _not_of_another(session: Session, row: Notification, known: Known) -> Sent | None:
    """The same words may have gone to the same phone before: a message belongs to one notification only."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    taken = set(
        session.scalars(
            select(Notification.provider_reference).where(
                Notification.provider == row.provider,
                Notification.provider_reference.in_([sent.reference for sent in known.candidates]),
                Notification.id != row.id,
            )
        )
    )
    return next((sent for sent in known.candidates if sent.reference not in taken), None)
