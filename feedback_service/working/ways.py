"""The gateways as the choice between them sees them: what each can do, and whether it is down."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier import Carrier
from feedback_service.notifying.choosing import Way
from feedback_service.records import Alarm
from feedback_service.vocabulary import AlarmKind


def ways_of(session: Session, carrier: Carrier, now: datetime) -> Callable[[str], Sequence[Way]]:
    """Asked for a medium. The alarms are looked at only where there is a choice."""

    def ways(medium: str) -> Sequence[Way]:
        gateways = carrier.gateways(medium)
        dead = _dead(session) if len(gateways) > 1 else frozenset()
        return [
            Way(
                name=gateway.name,
                brand_name=gateway.capabilities.brand_name,
                idempotent=gateway.capabilities.idempotent_send,
                down=gateway.name in dead or carrier.troubles.down(gateway.name, now),
            )
            for gateway in gateways
        ]

    return ways


def _dead(session: Session) -> frozenset[str]:
    """An alarm's key is its kind and what it is about: the gateway's name, perhaps with more after a colon."""
    alarms = select(Alarm.key).where(Alarm.ended_at.is_(None), Alarm.kind == AlarmKind.CHANNEL_DEAD)
    return frozenset(key.split(":")[1] for key in session.scalars(alarms))
