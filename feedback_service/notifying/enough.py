"""How many automatic answers one number gets in a day: two machines that answer each other must come to an end, and
nobody's phone is to be filled by somebody who gave a number that is not his.

Only what we say by ourselves is cut, and never what begins with the emergency numbers. What the number sends is
taken in all the same.
"""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.notifying.templates import TEMPLATES, Template, find_template
from feedback_service.records import Notification, keyring

_ENOUGH = "enough"
_AUTOMATIC = sorted(kind.name for kind in TEMPLATES.values() if not kind.notice and not kind.inside)


def within_limit(
    session: Session, kind: Template, phone: str, now: datetime, *, urgent: bool
) -> Template | None:
    """What may be sent: `kind` itself, for the last one of a day the words that it is enough, then nothing."""
    if urgent or kind.name not in _AUTOMATIC:
        return kind
    config: Config = current_app.config["SERVICE"]
    sent = _sent(session, phone, now, config.replies_a_day)
    if sent < config.replies_a_day - 1:
        return kind
    return find_template(_ENOUGH) if sent < config.replies_a_day else None


def _sent(session: Session, phone: str, now: datetime, most: int) -> int:
    """Counted no further than it matters. Danger receipts count too, and are sent all the same."""
    asked = (
        select(Notification.id)
        .where(
            Notification.recipient_fingerprint == keyring.fingerprint(phone),
            Notification.created_at > now - timedelta(days=1),
            Notification.template.in_(_AUTOMATIC),
        )
        .limit(most)
    )
    return len(session.execute(asked).all())
