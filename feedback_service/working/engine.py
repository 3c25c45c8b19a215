"""Huey, which runs the work. It is handed ids and lease tokens, never words: what it loses, the database
still has.

Huey takes a task out of its queue before running it, so that a killed process loses the task (measured, see
docs/adr/0004-background-work.md). Here that costs a lease's time and nothing else.
"""

import hashlib
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
from feedback_service.working.jobs import Errand, Work
from feedback_service.working.pace import Pace
from feedback_service.working.routines import Routine, ask_for_turns
from feedback_service.working.running import run_job
from feedback_service.working.sending import deliver


@dataclass(frozen=True, slots=True)
class Duties:
    """What the names of jobs mean, and which jobs come round by themselves."""

    works: Mapping[str, Work]
    errands: Mapping[str, Errand]
    routines: Sequence[Routine]


@dataclass(frozen=True, slots=True)
class Engine:
    """`deliver` and `run_job` put a claim into the queue."""

    huey: Huey
    deliver: Callable[[Claim], None]
    run_job: Callable[[Claim], None]

    def waiting(self) -> int:
        return int(self.huey.pending_count())


def build_engine(app: Flask, pace: Pace, duties: Duties, stop: Event) -> Engine:
    """`stop` is set when the worker is told to end: long patience ends then too."""
    huey = _huey(app.config["SERVICE"])

    def send(number: int, token: str) -> None:
        with app.app_context():
            deliver(Claim(number, token), this_carrier(), pace.send_lease, stop)

    def job(number: int, token: str) -> None:
        with app.app_context():
            run_job(Claim(number, token), duties.works, duties.errands)

    def turns() -> None:
        with app.app_context(), transaction() as session:
            ask_for_turns(session, duties.routines, clock.now())

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
