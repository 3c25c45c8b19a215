"""Signs of life of a gateway's device, and its clock."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.notifying.alarms import end_alarm, raise_alarm
from feedback_service.records import GatewayBeat
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import AlarmKind

MOST_CLOCK_OFF = (
    300  # seconds; a phone that is further off has lost its network's time and shows wrong ones to all
)


def note_beat(
    session: Session,
    provider: str,
    device: str,
    clock_off: int,
    details: Mapping[str, int | str] | None,
    now: datetime,
) -> None:
    """`clock_off` in seconds, ahead of ours positive. `details` None: it lives, and says nothing about itself."""
    known = {"seen_at": now, "clock_off_seconds": clock_off}
    if details is not None:
        known["details"] = dict(details)
    session.execute(
        insert_into(session, GatewayBeat)
        .values(provider=provider, device=device, **{"details": {}, **known})
        .on_conflict_do_update(index_elements=["provider", "device"], set_=known)
    )
    _watch_clock(session, f"{provider}:{device}", clock_off, now)


def is_far_off(clock_off: int) -> bool:
    return abs(clock_off) > MOST_CLOCK_OFF


def _watch_clock(session: Session, about: str, clock_off: int, now: datetime) -> None:
    """A wrong clock loses no text: what it says is taken, its times are not believed, and somebody is told."""
    if is_far_off(clock_off):
        raise_alarm(session, AlarmKind.CLOCK_WRONG, about, now, seconds=clock_off)
    else:
        end_alarm(session, AlarmKind.CLOCK_WRONG, about, now)
