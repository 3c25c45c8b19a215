"""A sign of life in the database, so that every machine can see whether any worker is at work."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.health import WORKER_KEY
from feedback_service.records import Job
from feedback_service.records.new_rows import insert_into

KEY = WORKER_KEY


def beat(session: Session, now: datetime) -> None:
    """One row for all workers; never due, because it is finished."""
    session.execute(
        insert_into(session, Job)
        .values(key=KEY, name="heartbeat", arguments={}, run_at=now, finished_at=now)
        .on_conflict_do_update(index_elements=["key"], set_={"run_at": now, "finished_at": now})
    )


def last_beat(session: Session) -> datetime | None:
    """When a worker was last seen; None before the first."""
    return session.scalars(select(Job.run_at).where(Job.key == KEY)).one_or_none()
