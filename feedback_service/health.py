"""What the installation stands on: for `/readyz` and the settings page. `flask doctor` adds what to do."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import Alarm, Case, Job, Notification
from feedback_service.vocabulary import AlarmKind

LEAST_FREE_BYTES = 200 * 1024 * 1024
SLOW_OUTBOX_SECONDS = 900
NEWEST_CASES = 200
MOST_ALARMS = 500
WORKER_SILENT = timedelta(minutes=2)
WORKER_KEY = "worker"  # the row by which workers say that they are at work


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_seen` None: never. `oldest_seconds` is how long the message at the head of the outbox waits.

    `alarms`: how many of each kind are open. `dead_channels` names the gateways of which an alarm says that they are
    dead, and since when it does: the worker watches them (notifying/watching.py).
    """

    database: str
    worker_seen: datetime | None
    worker_ok: bool
    waiting: int
    oldest_seconds: int
    outbox_ok: bool
    free_mb: int
    disk_ok: bool
    last_inbound: tuple[tuple[str, datetime], ...]
    alarms: tuple[tuple[str, int], ...]
    dead_channels: tuple[tuple[str, datetime], ...]

    @property
    def watched(self) -> bool:
        """Whether anybody would notice that a gateway died. Before the first worker ran there was nothing to watch."""
        return self.worker_ok or self.worker_seen is None


def health_of(session: Session, folder: Path, now: datetime) -> Health:
    due = Notification.next_attempt_at
    waiting, oldest = session.execute(select(func.count(), func.min(due)).where(due <= now)).one()
    seconds = int((now - oldest).total_seconds()) if oldest else 0
    seen = session.scalars(select(Job.run_at).where(Job.key == WORKER_KEY)).one_or_none()
    free = shutil.disk_usage(folder).free
    alarms = _open_alarms(session)
    return Health(
        database=session.get_bind().dialect.name,
        worker_seen=seen,
        worker_ok=seen is not None and now - seen < WORKER_SILENT,
        waiting=waiting,
        oldest_seconds=seconds,
        outbox_ok=seconds < SLOW_OUTBOX_SECONDS,
        free_mb=free // 1_048_576,
        disk_ok=free > LEAST_FREE_BYTES,
        last_inbound=_last_inbound(session),
        alarms=tuple(sorted(Counter(kind.value for kind, _, _ in alarms).items())),
        dead_channels=tuple(
            (key.partition(":")[2], at) for kind, key, at in alarms if kind == AlarmKind.CHANNEL_DEAD
        ),
    )


def _open_alarms(session: Session) -> list[tuple[AlarmKind, str, datetime]]:
    # The key narrows nothing: it lets SQLite go through the index of what is open.
    asked = select(Alarm.kind, Alarm.key, Alarm.raised_at).where(Alarm.key > "", Alarm.ended_at.is_(None))
    return [(kind, key, at) for kind, key, at in session.execute(asked.limit(MOST_ALARMS))]


def _last_inbound(session: Session) -> tuple[tuple[str, datetime], ...]:
    """When each channel last brought a case, as far as the newest ones tell: to ask all would cost with the years."""
    newest = session.execute(
        select(Case.channel, Case.entered_at).order_by(Case.id.desc()).limit(NEWEST_CASES)
    ).all()
    latest: dict[str, datetime] = {}
    for channel, at in newest:
        latest[channel.value] = max(at, latest.get(channel.value, at))
    return tuple(sorted(latest.items()))
