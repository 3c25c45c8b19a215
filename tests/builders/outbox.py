"""Notifications, and gateways that end as they are told to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import Carrier
from feedback_service.carrier.console import ConsoleGateway
from feedback_service.carrier.files import FileStore
from feedback_service.carrier.protocols import (
    CannotTell,
    Capabilities,
    Known,
    Outcome,
    OutgoingMessage,
    Sent,
)
from feedback_service.database import transaction
from feedback_service.notifying import outbox
from feedback_service.notifying.outbox import Claim
from feedback_service.records import Notification

LEASE = timedelta(seconds=60)


@dataclass
class FakeGateway:
    """Ends each send with the next of `outcomes`, then well; answers `known` when asked."""

    outcomes: list[Outcome] = field(default_factory=list)
    known: Known | CannotTell = field(default_factory=lambda: Known(()))
    sent: list[OutgoingMessage] = field(default_factory=list)
    asked: list[OutgoingMessage] = field(default_factory=list)
    while_sending: Callable[[OutgoingMessage], None] = lambda message: None
    name: str = "fake"
    capabilities: Capabilities = field(default_factory=Capabilities)

    def send(self, message: OutgoingMessage) -> Outcome:
        self.sent.append(message)
        self.while_sending(message)
        return self.outcomes.pop(0) if self.outcomes else Sent(f"ref-{message.id}-{message.attempt}")

    def look_for(self, message: OutgoingMessage) -> Known | CannotTell:
        self.asked.append(message)
        return self.known


def a_carrier(sms: FakeGateway, folder: Path, *others: FakeGateway) -> Carrier:
    return Carrier(texts=(sms, *others), email=ConsoleGateway(), files=FileStore(folder))


def a_notification(
    session: Session, now: datetime, key: str = "test:1", body: str = "da nhan"
) -> Notification:
    notification = Notification(
        key=key,
        template="receipt",
        medium="sms",
        recipient="+84905123456",
        body=body,
        created_at=now,
        next_attempt_at=now,
    )
    with transaction() as writing:  # a worker may be at work beside the test
        writing.add(notification)
    return notification


def claim_one(session: Session, now: datetime) -> Claim:
    claim = outbox.claim_due(session, now, LEASE, 10)[0]
    session.commit()
    return claim


def reread(session: Session, notification: Notification) -> Notification:
    session.expire_all()
    return session.scalars(select(Notification).where(Notification.id == notification.id)).one()
