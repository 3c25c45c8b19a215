"""One job, from its claim to its end."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from feedback_service import clock
from feedback_service.database import transaction
from feedback_service.notifying.outbox import Claim
from feedback_service.working import jobs
from feedback_service.working.jobs import Errand, Work

Now = Callable[[], datetime]

logger = logging.getLogger(__name__)


def run_job(
    claim: Claim, works: Mapping[str, Work], errands: Mapping[str, Errand], now: Now = clock.now
) -> None:
    """A job that fails is put back, to be tried later; nothing that a work wrote stays written."""
    try:
        name = _run(claim, works, errands, now)
    except Exception as error:
        logger.exception("job")
        with transaction() as session:
            jobs.failed(session, claim, error, now())
    else:
        if name:
            logger.info("job", extra={"job": name})


def _run(claim: Claim, works: Mapping[str, Work], errands: Mapping[str, Errand], now: Now) -> str:
    """The job's name, or "" where the claim is over."""
    with transaction() as session:
        task = jobs.begin(session, claim, now())
        if task is None:
            return ""
        if task.name not in errands:
            works[task.name](session, now=now(), **task.arguments)
            jobs.finish(session, claim, now())
            return task.name
    errands[task.name](now=now(), **task.arguments)
    with transaction() as session:
        jobs.finish(session, claim, now())
    return task.name
