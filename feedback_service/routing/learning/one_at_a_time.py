"""Only one retraining at a time, on however many machines: a lease in the database, like the worker's claims."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.records import Job
from feedback_service.records.new_rows import insert_into

KEY = "retraining"
LEASE = timedelta(minutes=45)  # longer than a training may take: who holds an older one is dead


class AlreadyRetraining(Exception):
    """Somebody else trains at this moment."""


@contextmanager
def the_only_one(now: datetime) -> Iterator[None]:
    """Holds no transaction meanwhile. Raises AlreadyRetraining."""
    token = secrets.token_hex(16)
    with transaction() as session:
        # One row for all; never due, because it is finished.
        session.execute(
            insert_into(session, Job)
            .values(key=KEY, name=KEY, arguments={}, run_at=now, finished_at=now)
            .on_conflict_do_nothing(index_elements=["key"])
        )
        free = or_(Job.lease_until.is_(None), Job.lease_until <= now)
        taken = session.execute(
            update(Job)
            .where(Job.key == KEY, free)
            .values(lease_token=token, lease_until=now + LEASE, finished_at=now)
            .returning(Job.id)
            .execution_options(synchronize_session=False)
        ).scalar_one_or_none()
        if taken is None:
            raise AlreadyRetraining
    try:
        yield
    finally:
        with transaction() as session:
            session.execute(
                update(Job)
                .where(Job.key == KEY, Job.lease_token == token)
                .values(lease_token="", lease_until=None)
                .execution_options(synchronize_session=False)
            )


def is_training(session: Session, now: datetime) -> bool:
    held = select(Job.id).where(Job.key == KEY, Job.lease_until > now)
    return session.execute(held).first() is not None
