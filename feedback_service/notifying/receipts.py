"""What became of a message that was sent: receipts come late, twice and out of order."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import ErrorClass, Receipt
from feedback_service.carrier.receipts import TERMINAL, may_follow
from feedback_service.config import Config
from feedback_service.notifying.choosing import others
from feedback_service.notifying.ends import to_another
from feedback_service.notifying.failing import could_not_reach
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.notifying.retrying import AFTER_UNDELIVERED, next_delay
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus

_NOT_ARRIVED = frozenset({DeliveryStatus.UNDELIVERED, DeliveryStatus.FAILED})
# For another gateway's turn; a dead handset or a wrong number stays what it is whoever tries.
_MAY_GO_ELSEWHERE = frozenset({ErrorClass.ELSEWHERE, ErrorClass.CONFIGURATION, ErrorClass.TEMPORARY})


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
    if receipt.one_part:
        receipt = _counted(notification, receipt)
    if not may_follow(notification.status, receipt.status):
        return notification
    notification.status = receipt.status
    notification.error_code = receipt.error_code
    notification.next_attempt_at = None
    notification.sent_at = notification.sent_at or now
    if receipt.status in TERMINAL:
        notification.finished_at = now
    if receipt.status in _NOT_ARRIVED:
        _try_again(session, notification, receipt.error_class, now)
    return notification


def _counted(notification: Notification, receipt: Receipt) -> Receipt:
    """A long text has arrived when all its parts have: until then it was sent, and no more is known.

    Counted in the row; a report that comes twice was kept out by its event id before.
    """
    notification.parts_arrived += 1
    whole = notification.parts_arrived >= notification.segments
    return receipt if whole else replace(receipt, status=DeliveryStatus.SENT)


def _try_again(session: Session, notification: Notification, error_class: ErrorClass, now: datetime) -> None:
    """What did not arrive for a passing reason starts again: a round of its own, with a reference of its own."""
    if error_class == ErrorClass.OPTED_OUT:
        stop_notices(session, notification.recipient, now)
    rule = AFTER_UNDELIVERED.get(error_class)
    delay = next_delay(rule, notification.attempts, now - notification.created_at, notification.id)
    if delay is None and _may_go_elsewhere(notification, error_class):
        _new_round(notification)
        to_another(notification, now)
    elif delay:
        _new_round(notification)
        notification.status, notification.finished_at = DeliveryStatus.CREATED, None
        notification.next_attempt_at = now + delay
    else:
        could_not_reach(session, notification, error_class, now)


def _new_round(notification: Notification) -> None:
    notification.rounds += 1
    notification.parts_arrived = 0
    notification.provider_reference, notification.sent_at = "", None


def _may_go_elsewhere(notification: Notification, error_class: ErrorClass) -> bool:
    if notification.medium != "sms" or error_class not in _MAY_GO_ELSEWHERE:
        return False
    return others(_ways(), notification.provider, notification.refused_by.split())


def _ways() -> Collection[str]:
    config: Config = current_app.config["SERVICE"]
    return config.sms_gateways


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
