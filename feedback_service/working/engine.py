"""Huey, which runs the work. It is handed ids and lease tokens, never words: what it loses, the database
still has.

Huey takes a task out of its queue before running it, so that a killed process loses the task (measured, see
docs/adr/0004-background-work.md). Here that costs a lease's time and nothing else.
"""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey, crontab

from feedback_service import clock
from feedback_service.carrier import this_carrier
from feedback_service.config import Config
from feedback_service.database import transaction
from feedback_service.notifying.outbox import Claim
from feedback_service.working import jobs
from feedback_service.working.jobs import Work
from feedback_service.working.pace import Pace
from feedback_service.working.routines import Routine, ask_for_turns
from feedback_service.working.sending import deliver

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Engine:
    """`deliver` and `run_job` put a claim into the queue."""

    huey: Huey
    deliver: Callable[[Claim], None]
    run_job: Callable[[Claim], None]

    def waiting(self) -> int:
        return int(self.huey.pending_count())


def build_engine(
    app: Flask, pace: Pace, works: Mapping[str, Work], routines: Sequence[Routine], stop: Event
) -> Engine:
    """`stop` is set when the worker is told to end: long patience ends then too."""
    huey = _huey(app.config["SERVICE"])

    def send(number: int, token: str) -> None:
        with app.app_context():
            deliver(Claim(number, token), this_carrier(), pace.send_lease, stop)

    def job(number: int, token: str) -> None:
        with app.app_context():
            _run_job(Claim(number, token), works)

    def turns() -> None:
        with app.app_context(), transaction() as session:
            ask_for_turns(session, routines, clock.now())

    send_task = huey.task(name="send")(send)
    job_task = huey.task(name="job")(job)
    huey.periodic_task(crontab(minute="*"), name="turns")(turns)
    return Engine(huey, _enqueue(send_task), _enqueue(job_task))


def _enqueue(task: Any) -> Callable[[Claim], None]:
    def enqueue(claim: Claim) -> None:
        task(claim.id, claim.token)

    return enqueue


def _huey(config: Config) -> Huey:
    """The embedded queue has a file of its own: in the service's database an enqueue would wait for its
    writers.

    Communes that share a Redis have a queue each.
    """
    name = "feedback-" + hashlib.sha256(config.database_url.encode()).hexdigest()[:12]
    if config.redis_url:
        return RedisHuey(name, results=False, url=config.redis_url)
    return SqliteHuey(name, results=False, filename=str(config.data_dir / "huey.sqlite3"))


def _run_job(claim: Claim, works: Mapping[str, Work]) -> None:
    try:
        with transaction() as session:
            name = jobs.run(session, claim, works, clock.now())
    except Exception as error:
        logger.exception("job")
        with transaction() as session:
            jobs.failed(session, claim, error, clock.now())
    else:
        if name:
            logger.info("job", extra={"job": name})
