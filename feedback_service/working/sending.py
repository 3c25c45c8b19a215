"""One message, from its claim to what is known of it: mark, commit, send, record."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from cryptography.fernet import InvalidToken
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.carrier import Carrier
from feedback_service.carrier.protocols import CannotTell, Gateway, Unclear
from feedback_service.database import transaction
from feedback_service.notifying import outbox
from feedback_service.notifying.outbox import Attempt, Claim
from feedback_service.vocabulary import DeliveryStatus

RECORDING = timedelta(seconds=60)  # how long a worker that knows how a send ended tries to write it down

logger = logging.getLogger(__name__)
ends = Counter(
    "notifications_total", "Attempts to send, by how they ended.", ["medium", "provider", "status"]
)


def deliver(claim: Claim, carrier: Carrier, lease: timedelta, stop: Event) -> None:
    """No transaction is open while the provider is spoken to."""
    attempt = _begin(claim, carrier, lease)
    if attempt is None:
        return
    gateway = carrier.gateways(attempt.medium)[0]
    record = _ask(claim, attempt, gateway) if attempt.asking else _send(claim, attempt, gateway)
    status = _write_down(record, stop)
    ends.labels(attempt.medium, attempt.provider, status or "lost").inc()
    logger.info(
        "notification",
        extra={
            "notification": claim.id,
            "attempt": attempt.message.attempt,
            "provider": attempt.provider,
            "asked": attempt.asking,
            "status": status,
        },
    )


def _begin(claim: Claim, carrier: Carrier, lease: timedelta) -> Attempt | None:
    try:
        with transaction() as session:
            return outbox.begin(
                session, claim, lambda medium: carrier.gateways(medium)[0].name, clock.now(), lease
            )
    except InvalidToken:
        logger.error("notification_unreadable", extra={"notification": claim.id})
        with transaction() as session:
            outbox.give_up(session, claim, "unreadable", clock.now())
        return None


def _send(claim: Claim, attempt: Attempt, gateway: Gateway) -> Callable[[Session], DeliveryStatus | None]:
    try:
        outcome = gateway.send(attempt.message)
    except Exception as error:  # a fault of ours, and nobody knows how far it had come
        logger.exception("gateway", extra={"notification": claim.id, "provider": gateway.name})
        outcome = Unclear(type(error).__name__)
    return lambda session: outbox.record(session, claim, outcome, clock.now())


def _ask(claim: Claim, attempt: Attempt, gateway: Gateway) -> Callable[[Session], DeliveryStatus | None]:
    """Only the provider that the attempt went to can know; another one's ignorance means nothing."""
    same = gateway.name == attempt.provider
    known = gateway.look_for(attempt.message) if same else CannotTell("another_gateway", ever=False)
    return lambda session: outbox.record_known(session, claim, known, clock.now())


def _write_down(record: Callable[[Session], DeliveryStatus | None], stop: Event) -> DeliveryStatus | None:
    """Through a short absence of the database. After a long one the lease is over, and the provider is
    asked.
    """
    until = time.monotonic() + RECORDING.total_seconds()
    while True:
        try:
            with transaction() as session:
                return record(session)
        except SQLAlchemyError:
            if time.monotonic() >= until or stop.wait(1):
                raise
