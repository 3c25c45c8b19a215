"""Messages that went out, as an administrator may see them: that they went, and not to whom.

The administrator has no cases. A message holds a code and a PIN, which together open one, so both are
covered, and the words are shown only where nothing was sent: by the console gateway.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus

MESSAGES_ON_A_PAGE = 30
NEWEST_COUNTED = 500
CONSOLE = "console"

_PIN = re.compile(r"(PIN\D{0,12})\d{4}\b", re.IGNORECASE)
_CODE_END = re.compile(r"\b([A-Z]{1,4}-\d{4})-\d{3}[A-Z]\b")
_STARS = "••••"


@dataclass(frozen=True, slots=True)
class MessageLine:
    """`recipient` is covered but for its ends; `body` is "" unless the console gateway kept the message."""

    id: int
    created_at: datetime
    template: str
    medium: str
    recipient: str
    status: DeliveryStatus
    provider: str
    error_code: str
    attempts: int
    segments: int
    body: str


@dataclass(frozen=True, slots=True)
class Tallied:
    """Of the newest messages, how many stand where."""

    newest: int
    by_status: dict[DeliveryStatus, int]


def outgoing_messages(session: Session, before: int | None = None) -> list[MessageLine]:
    """Newest first; one more than a page holds."""
    asked = select(Notification).order_by(Notification.id.desc()).limit(MESSAGES_ON_A_PAGE + 1)
    if before is not None:
        asked = asked.where(Notification.id < before)
    return [_line(row) for row in session.scalars(asked)]


def newest_by_status(session: Session) -> Tallied:
    """Counts a fixed number of rows, whatever the table holds."""
    newest = select(Notification.status).order_by(Notification.id.desc()).limit(NEWEST_COUNTED)
    found = session.scalars(newest).all()
    return Tallied(len(found), {status: found.count(status) for status in DeliveryStatus if status in found})


def covered(recipient: str) -> str:
    """`+84•••••456`, `l•••@x.vn`: enough to tell two apart, too little to call or write."""
    name, at, domain = recipient.partition("@")
    if at:
        return f"{name[:1]}•••@{domain}"
    return f"{recipient[:3]}•••••{recipient[-3:]}" if len(recipient) > 6 else _STARS


def without_secrets(body: str) -> str:
    """The words of a message without what would open the case: its PIN, and the end of its code."""
    return _CODE_END.sub(rf"\1-{_STARS}", _PIN.sub(rf"\1{_STARS}", body))


def _line(row: Notification) -> MessageLine:
    return MessageLine(
        id=row.id,
        created_at=row.created_at,
        template=row.template,
        medium=row.medium,
        recipient=covered(row.recipient),
        status=row.status,
        provider=row.provider,
        error_code=row.error_code,
        attempts=row.attempts,
        segments=row.segments,
        body=without_secrets(row.body) if row.provider == CONSOLE else "",
    )
