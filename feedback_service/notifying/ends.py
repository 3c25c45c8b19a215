"""How a send ended, written down by the holder of the claim. Verbs of the worker; none of them commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import (
    CannotTell,
    ErrorClass,
    Known,
    Outcome,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.receipts import TERMINAL, may_follow
from feedback_service.notifying.choosing import moves_on, others
from feedback_service.notifying.failing import could_not_reach
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.notifying.outbox import Claim, held, let_go
from feedback_service.notifying.retrying import AFTER_REFUSAL, ASK_SOONEST, ask_again_after, next_delay
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus

_AT_ONCE_AGAIN = 2  # attempts that broke off before the provider took anything
_ONE_AT_A_TIME = 7_301_127  # the advisory lock under which found messages are given to notifications


def record(
    session: Session, claim: Claim, outcome: Outcome, now: datetime, ways: Collection[str] = ()
) -> DeliveryStatus | None:
    """How the send ended. None where the claim was lost meanwhile: then the other holder asks the provider.

    `ways` names the gateways of this medium, for what was refused by one and may go by another.
    """
    row = held(session, claim)
    if row is None:
        return None
    if row.status != DeliveryStatus.SENDING:  # a receipt was quicker, and knows more
        let_go(row, row.next_attempt_at)
        return row.status
    match outcome:
        case Sent():
            _was_sent(row, outcome, now)
        case Refused():
            _was_refused(session, row, outcome, now, ways)
        case Unclear(reason):
            _is_unclear(row, reason, now)
    return row.status


def record_known(
    session: Session, claim: Claim, known: Known | CannotTell, now: datetime
) -> DeliveryStatus | None:
    """What the provider said of a message whose end was not seen. Only where it surely has none is it sent
    again.
    """
    row = held(session, claim)
    if row is None:
        return None
    if row.status != DeliveryStatus.UNKNOWN:  # a receipt was quicker
        let_go(row, row.next_attempt_at)
    elif isinstance(known, CannotTell):
        _cannot_tell(session, row, known, now)
    else:
        sent = _not_of_another(session, row, known)
        if sent:
            _was_sent(row, sent, now)
        else:
            _was_not_taken(session, row, now)
    return row.status


def to_another(row: Notification, now: datetime) -> None:
    """For a message that its gateway surely has not, or surely did not bring there."""
    row.refused_by = f"{row.refused_by} {row.provider}".strip()[:120]
    row.status, row.finished_at, row.provider_reference = DeliveryStatus.CREATED, None, ""
    let_go(row, now)


def _was_sent(row: Notification, sent: Sent, now: datetime) -> None:
    row.provider_reference = sent.reference
    row.sent_at = row.sent_at or now
    if may_follow(row.status, sent.status):
        row.status = sent.status
        row.error_code = sent.error_code
    if sent.finished or row.status in TERMINAL:
        row.finished_at = row.finished_at or now
    let_go(row, None)


def _was_refused(
    session: Session, row: Notification, refused: Refused, now: datetime, ways: Collection[str]
) -> None:
    row.error_code = refused.error_code
    if refused.error_class == ErrorClass.OPTED_OUT:
        stop_notices(session, row.recipient, now)
    tried = row.refused_by.split()
    if moves_on(refused.error_class, row.attempts, tried) and others(ways, row.provider, tried):
        to_another(row, now)
        return
    _wait_or_fail(session, row, refused.error_class, now, refused.retry_after)
    row.refused_by = ""  # all had their turn; after the wait they take turns again


def _was_not_taken(session: Session, row: Notification, now: datetime) -> None:
    """Again at once; but what breaks off time after time waits longer, and ends as any passing fault does."""
    _wait_or_fail(session, row, ErrorClass.TEMPORARY, now)
    if row.next_attempt_at and row.attempts <= _AT_ONCE_AGAIN:
        row.next_attempt_at = now


def _wait_or_fail(
    session: Session, row: Notification, error_class: ErrorClass, now: datetime, after: int | None = None
) -> None:
    rule = AFTER_REFUSAL.get(error_class)
    delay = next_delay(rule, row.attempts, now - row.created_at, row.id, after)
    row.status = DeliveryStatus.CREATED if delay else DeliveryStatus.FAILED
    row.finished_at = None if delay else now
    let_go(row, now + delay if delay else None)
    if delay is None:
        could_not_reach(session, row, error_class, now)


def _is_unclear(row: Notification, reason: str, now: datetime) -> None:
    row.status = DeliveryStatus.UNKNOWN
    row.error_code = reason[:40]
    let_go(row, now + ASK_SOONEST)


def _cannot_tell(session: Session, row: Notification, known: CannotTell, now: datetime) -> None:
    """In the end nobody will ever know: then somebody calls, which does no harm where the message did arrive."""
    delay = ask_again_after(now - row.created_at) if known.ever else None
    let_go(row, now + delay if delay else None)
    if delay is None:
        could_not_reach(session, row, ErrorClass.CONFIGURATION, now)


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
