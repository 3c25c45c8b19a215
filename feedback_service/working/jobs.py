"""The jobs table: work that must not be lost, claimed by lease like the outbox. No verb here commits.

A job's work and its end are one transaction, so that what it wrote stands once however often it was begun.
Work that reaches beyond the database (files) has to bear being done twice.
"""

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from feedback_service.notifying.outbox import Claim
from feedback_service.records import Job
from feedback_service.records.new_rows import insert_into

MOST_ATTEMPTS = 10
LONGEST_DELAY = timedelta(hours=6)

logger = logging.getLogger(__name__)

# Called as work(session, now=…, **arguments) in the transaction that ends the job: what it wrote stands once.
Work = Callable[..., object]
# Called as errand(now=…, **arguments) between transactions, for what is slow or reaches beyond the database. It
# opens its own, and has to bear being done twice.
Errand = Callable[..., object]


@dataclass(frozen=True, slots=True)
class Task:
    name: str
    arguments: Mapping[str, Any]


def ask_for(
    session: Session, name: str, key: str, run_at: datetime, arguments: Mapping[str, Any] | None = None
) -> None:
    """Writes a job in the caller's transaction. The same key again changes nothing."""
    session.execute(
        insert_into(session, Job)
        .values(key=key, name=name, arguments=dict(arguments or {}), run_at=run_at)
        .on_conflict_do_nothing(index_elements=["key"])
    )


def anything_due(session: Session, now: datetime) -> bool:
    return session.execute(select(Job.id).where(_due(now)).limit(1)).first() is not None


def claim_due(session: Session, now: datetime, lease: timedelta, limit: int) -> list[Claim]:
    """Counts the attempt already here: a job that kills its worker does not come back for ever."""
    token = secrets.token_hex(16)
    due = select(Job.id).where(_due(now)).order_by(Job.run_at).limit(limit)
    chosen = due.with_for_update(skip_locked=True).cte("chosen")
    claimed = session.execute(
        update(Job)
        .where(Job.id.in_(select(chosen.c.id)))
        .values(lease_token=token, lease_until=now + lease, attempts=Job.attempts + 1)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalars()
    return [Claim(number, token) for number in sorted(claimed)]


def begin(session: Session, claim: Claim, now: datetime) -> Task | None:
    """None where the claim is over: somebody else has the job, or has done it."""
    job = _held(session, claim)
    if job is None or job.lease_until is None or job.lease_until <= now:
        return None
    return Task(job.name, job.arguments)


def finish(session: Session, claim: Claim, now: datetime) -> None:
    job = _held(session, claim)
    if job is not None:
        job.finished_at = now
        job.lease_token, job.lease_until, job.error = "", None, ""


def failed(session: Session, claim: Claim, error: BaseException, now: datetime) -> None:
    """After the work's own transaction was undone: later again, rarer each time, in the end no more.

    Of the error only its kind is kept: its words may hold a citizen's.
    """
    job = _held(session, claim)
    if job is None:
        return
    job.error = type(error).__name__
    job.lease_token, job.lease_until = "", None
    if job.attempts >= MOST_ATTEMPTS:
        job.failed, job.finished_at = True, now
    else:
        job.run_at = now + min(timedelta(seconds=15 * 2**job.attempts), LONGEST_DELAY)
    logger.error("job_failed", extra={"job": job.name, "attempt": job.attempts, "error": job.error})


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Job.lease_until.is_(None), Job.lease_until <= now)
    return and_(Job.finished_at.is_(None), Job.run_at <= now, free)


def _held(session: Session, claim: Claim) -> Job | None:
    query = select(Job).where(Job.id == claim.id, Job.lease_token == claim.token)
    return session.scalars(
        query.with_for_update(), execution_options={"populate_existing": True}
    ).one_or_none()
