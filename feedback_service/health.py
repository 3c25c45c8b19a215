"""What the installation stands on: for `/readyz` and the settings page. `flask doctor` adds what to do."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records import Case, Job, Notification

LEAST_FREE_BYTES = 200 * 1024 * 1024
SLOW_OUTBOX_SECONDS = 900
NEWEST_CASES = 200
WORKER_SILENT = timedelta(minutes=2)
WORKER_KEY = "worker"  # the row by which workers say that they are at work


@dataclass(frozen=True, slots=True)
class Health:
    """`worker_seen` None: never. `oldest_seconds` is how long the message at the head of the outbox waits."""

    database: str
    worker_seen: datetime | None
    worker_ok: bool
    waiting: int
    oldest_seconds: int
    outbox_ok: bool
    free_mb: int
    disk_ok: bool
    last_inbound: tuple[tuple[str, datetime], ...]


def health_of(session: Session, folder: Path, now: datetime) -> Health:
    due = Notification.next_attempt_at
    waiting, oldest = session.execute(select(func.count(), func.min(due)).where(due <= now)).one()
    seconds = int((now - oldest).total_seconds()) if oldest else 0
    seen = session.scalars(select(Job.run_at).where(Job.key == WORKER_KEY)).one_or_none()
    free = shutil.disk_usage(folder).free
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
    )


def _last_inbound(session: Session) -> tuple[tuple[str, datetime], ...]:
    """When each channel last brought a case, as far as the newest ones tell: to ask all would cost with the years."""
    newest = session.execute(
        select(Case.channel, Case.entered_at).order_by(Case.id.desc()).limit(NEWEST_CASES)
    ).all()
    latest: dict[str, datetime] = {}
    for channel, at in newest:
        latest[channel.value] = max(at, latest.get(channel.value, at))
    return tuple(sorted(latest.items()))
