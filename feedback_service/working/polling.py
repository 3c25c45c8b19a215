"""Asks the providers what became of messages of which no last word has come: receipts get lost like anything else."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import ColumnElement, and_, or_, select, text, update
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.carrier.protocols import Gateway, Inbox, Receipt
from feedback_service.database import db, transaction
from feedback_service.notifying.receipts import take_receipt
from feedback_service.records import Notification
from feedback_service.records.traffic import ON_THE_WAY

EVERY = timedelta(minutes=10)
# How long after the sending it is asked: rarer and rarer.
AT = tuple(timedelta(hours=hours) for hours in (1, 2, 4, 8, 16, 32, 48, 72))
AT_ONCE = 300  # messages in one turn
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    id: int
    provider: str
    reference: str
    attempts: int


def poll_receipts(*, now: datetime) -> int:
    """An errand. Returns of how many messages something new was learnt. No transaction is open while it asks."""
    reading = db.session()
    waiting = list(_waiting(reading, now))
    reading.rollback()
    learnt = sum(_ask(one, now) for one in waiting)
    _give_up(now)
    if waiting:
        logger.info("receipts_polled", extra={"asked": len(waiting), "learnt": learnt})
    return learnt


def windows(now: datetime) -> Sequence[tuple[datetime, datetime]]:
    """Whose turn it is: what was sent within (from, to]. Turns follow each other without a gap, so each message is
    asked about once at each age; what a worker slept through is asked about at the next age.
    """
    turn = now - (now - _EPOCH) % EVERY
    return [(turn - age - EVERY, turn - age) for age in AT]


def _waiting(session: Session, now: datetime) -> Iterator[_Waiting]:
    names = [way.name for way in this_carrier().texts if way.capabilities.poll]
    if not names:
        return
    asked = (
        select(
            Notification.id,
            Notification.provider,
            Notification.provider_reference,
            Notification.attempts,
        )
        .where(text(ON_THE_WAY), _in_turn(now), Notification.provider.in_(names))
        .where(Notification.provider_reference != "")
        .order_by(Notification.sent_at.desc())
        .limit(AT_ONCE)
    )
    for row in session.execute(asked):
        yield _Waiting(*row)


def _in_turn(now: datetime) -> ColumnElement[bool]:
    return or_(
        *(and_(Notification.sent_at > begins, Notification.sent_at <= ends) for begins, ends in windows(now))
    )


def _ask(waiting: _Waiting, now: datetime) -> bool:
    gateway = this_carrier().named("sms", waiting.provider)
    receipt = _state(gateway, waiting.reference) if gateway else None
    if receipt is None:
        return False
    with transaction() as session:
        before = session.scalar(select(Notification.status).where(Notification.id == waiting.id))
        taken = take_receipt(session, receipt, now)
        return taken is not None and taken.status != before


def _state(gateway: Gateway, reference: str) -> Receipt | None:
    try:
        return cast(Inbox, gateway).state_of(reference)
    except Exception:  # one message's fault must not keep the others from being asked about
        logger.exception("poll", extra={"provider": gateway.name})
        return None


def _give_up(now: datetime) -> None:
    """After three days no word will come. The status stays as it was: sent, and nobody knows more."""
    old = and_(text(ON_THE_WAY), Notification.sent_at < now - AT[-1] - 2 * EVERY)
    reading = db.session()
    any_old = reading.execute(select(Notification.id).where(old).limit(1)).first()
    reading.rollback()
    if any_old is None:
        return
    with transaction() as session:
        session.execute(
            update(Notification)
            .where(old)
            .values(finished_at=now)
            .execution_options(synchronize_session=False)
        )
