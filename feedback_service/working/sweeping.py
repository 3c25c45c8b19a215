"""What is left over: files that no row names, jobs that were done long ago."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.carrier import this_carrier
from feedback_service.database import db
from feedback_service.intake.spooled import files_in_spool
from feedback_service.records import Attachment, BulletinSound, Job, PlanWork, Post, PublicPhoto, Recording

GRACE = timedelta(days=1)  # a file is stored before the row that names it is committed
KEEP_JOBS = timedelta(days=7)
_AT_ONCE = 500


def delete_orphans(*, now: datetime) -> int:
    """An errand. Files of the store that no attachment, no recording and nothing in the spool names, older than a
    day. Returns how many were deleted. Raises Unreadable where something in the spool may name any of them.
    """
    store, reading = this_carrier().files, db.session()
    deleted, waiting = 0, files_in_spool()
    for names in _batches(store.names(GRACE.total_seconds())):
        named = {
            name
            for column in (
                Attachment.sha256,
                PublicPhoto.sha256,
                Recording.sha256,
                Post.photo_sha256,
                BulletinSound.sha256,
                PlanWork.evidence_sha256,
            )
            for name in reading.scalars(select(column).where(column.in_(names)))
        }
        reading.rollback()
        deleted += sum(
            store.delete(name, GRACE.total_seconds()) for name in names if name not in named | waiting
        )
    return deleted


def forget_jobs(session: Session, *, now: datetime) -> None:
    """Those that failed stay: somebody has to look at them."""
    session.execute(
        delete(Job).where(Job.finished_at < now - KEEP_JOBS, Job.failed.is_(False), Job.name != "heartbeat")
    )


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    stream = iter(names)
    while batch := list(islice(stream, _AT_ONCE)):
        yield batch
