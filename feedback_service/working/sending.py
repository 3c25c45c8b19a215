"""One message, from its claim to what is known of it: mark, commit, send, record."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event

from cryptography.fernet import InvalidToken
from flask import current_app
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.carrier import Carrier
from feedback_service.carrier.protocols import CannotTell, Unclear
from feedback_service.config import Config
from feedback_service.database import transaction
from feedback_service.notifying import outbox
from feedback_service.notifying.ends import record, record_known
from feedback_service.notifying.outbox import Attempt, Claim
from feedback_service.notifying.quiet import Quiet, quiet_of
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.vocabulary import DeliveryStatus
from feedback_service.working.ways import ways_of

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
    ended = _ask(claim, attempt, carrier) if attempt.asking else _send(claim, attempt, carrier)
    status = _write_down(ended, stop)
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
    now = clock.now()
    try:
        with transaction() as session:
            quiet = _quiet(session)
            return outbox.begin(session, claim, ways_of(session, carrier, now), now, lease, quiet)
    except InvalidToken:
        logger.error("notification_unreadable", extra={"notification": claim.id})
        with transaction() as session:
            outbox.give_up(session, claim, "unreadable", clock.now())
        return None


def _quiet(session: Session) -> Quiet | None:
    """By the clock of the commune. Before its pack is loaded nobody is written to."""
    config: Config = current_app.config["SERVICE"]
    try:
        return quiet_of(config.quiet_hours, current_pack(session).commune.time_zone)
    except NoPackLoaded:
        return None


def _send(claim: Claim, attempt: Attempt, carrier: Carrier) -> Callable[[Session], DeliveryStatus | None]:
    gateway = carrier.named(attempt.medium, attempt.provider) or carrier.gateways(attempt.medium)[0]
    try:
        outcome = gateway.send(attempt.message)
    except Exception as error:  # a fault of ours, and nobody knows how far it had come
        logger.exception("gateway", extra={"notification": claim.id, "provider": gateway.name})
        outcome = Unclear(type(error).__name__)
    carrier.troubles.note(gateway.name, outcome, clock.now())
    names = [way.name for way in carrier.gateways(attempt.medium)]
    return lambda session: record(session, claim, outcome, clock.now(), names)


def _ask(claim: Claim, attempt: Attempt, carrier: Carrier) -> Callable[[Session], DeliveryStatus | None]:
    """Only the provider that the attempt went to can know; another one's ignorance means nothing."""
    gateway = carrier.named(attempt.medium, attempt.provider)
    known = gateway.look_for(attempt.message) if gateway else CannotTell("another_gateway", ever=False)
    return lambda session: record_known(session, claim, known, clock.now())


def _write_down(ended: Callable[[Session], DeliveryStatus | None], stop: Event) -> DeliveryStatus | None:
    """Through a short absence of the database. After a long one the lease is over, and the provider is
    asked.
    """
    until = time.monotonic() + RECORDING.total_seconds()
    while True:
        try:
            with transaction() as session:
                return ended(session)
        except SQLAlchemyError:
            if time.monotonic() >= until or stop.wait(1):
                raise
