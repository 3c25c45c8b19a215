"""What became of a message that was sent: receipts come late, twice and out of order."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import Receipt
from feedback_service.carrier.receipts import TERMINAL, may_follow
from feedback_service.notifying.retrying import AFTER_UNDELIVERED, next_delay
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus


def take_receipt(session: Session, receipt: Receipt, now: datetime) -> Notification | None:
    """Raises the notification's status, never lowers it. None where the receipt is of no attempt of ours.

    A receipt may overtake the answer to the send itself, or be all that is ever heard of it (time-out after
    accepting): then it is known by our own id and attempt, and it brings the provider's reference.
    """
    query = select(Notification).where(_is_of(receipt)).with_for_update()
    notification = session.scalars(query, execution_options={"populate_existing": True}).first()
    if notification is None:
        return None
    notification.provider_reference = receipt.reference
    if not may_follow(notification.status, receipt.status):
        return notification
    notification.status = receipt.status
    notification.error_code = receipt.error_code
    notification.next_attempt_at = None
    notification.sent_at = notification.sent_at or now
    if receipt.status in TERMINAL:
        notification.finished_at = now
    if receipt.status in {DeliveryStatus.UNDELIVERED, DeliveryStatus.FAILED}:
        _try_again(notification, receipt, now)
    return notification


def _try_again(notification: Notification, receipt: Receipt, now: datetime) -> None:
    """What did not arrive for a passing reason starts again: an attempt of its own, with a reference of its
    own.
    """
    rule = AFTER_UNDELIVERED.get(receipt.error_class)
    age = now - notification.created_at
    delay = next_delay(rule, notification.attempts, age, notification.id)
    if delay:
        notification.status = DeliveryStatus.CREATED
        notification.next_attempt_at = now + delay
        notification.finished_at = None
        notification.provider_reference = ""


def _is_of(receipt: Receipt) -> ColumnElement[bool]:
    by_reference = and_(
        Notification.provider == receipt.provider, Notification.provider_reference == receipt.reference
    )
    by_our_id = and_(
        Notification.id == receipt.notification_id,
        Notification.provider == receipt.provider,
        Notification.attempts == receipt.attempt,
        Notification.provider_reference == "",
        Notification.status != DeliveryStatus.CREATED,
    )
    return or_(by_reference, by_our_id) if receipt.notification_id else by_reference
