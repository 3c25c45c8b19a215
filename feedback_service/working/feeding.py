"""Looks for what is due, claims it, and hands the claims to the engine after the commit."""

import logging
import time
from collections.abc import Callable
from threading import Event

from flask import Flask

from feedback_service import clock
from feedback_service.database import db, transaction
from feedback_service.notifying import outbox
from feedback_service.working import jobs
from feedback_service.working.engine import Engine
from feedback_service.working.heartbeat import beat
from feedback_service.working.pace import Pace

logger = logging.getLogger(__name__)


def feed(app: Flask, engine: Engine, pace: Pace, stop: Event) -> None:
    """Until `stop`. A database or queue that is away is waited for, and said once."""
    feed_once = _feeder(app, engine, pace)
    wait = pace.poll.total_seconds()
    away = False
    while not stop.is_set():
        try:
            busy = feed_once()
        except Exception as error:  # noqa: BLE001  whatever it is, a worker that is dead helps nobody
            if not away:
                logger.error("worker_waits", extra={"error": type(error).__name__})
            away, wait = True, min(wait * 2, pace.longest_wait.total_seconds())
            stop.wait(wait)
            continue
        away, wait = False, pace.poll.total_seconds()
        stop.wait(0.05 if busy else wait)


def _feeder(app: Flask, engine: Engine, pace: Pace) -> Callable[[], bool]:
    last_beat = float("-inf")

    def feed_once() -> bool:
        """Whether there may be more at once."""
        nonlocal last_beat
        room = pace.room - engine.waiting()
        with app.app_context():
            if time.monotonic() - last_beat >= pace.beat.total_seconds():
                with transaction() as session:
                    beat(session, clock.now())
                last_beat = time.monotonic()
            return room <= 0 or _hand_on(engine, pace, room) == room

    return feed_once


def _hand_on(engine: Engine, pace: Pace, room: int) -> int:
    """A look costs two reads of small indexes; the writer's lock is taken only where something is due."""
    now = clock.now()
    look = db.session()
    due = outbox.anything_due(look, now) or jobs.anything_due(look, now)
    look.rollback()
    if not due:
        return 0
    with transaction() as session:
        # A thousand messages that wait must not keep the jobs waiting, which are few.
        work = jobs.claim_due(session, now, pace.job_lease, max(1, room // 4))
        messages = outbox.claim_due(session, now, pace.claim_lease, room - len(work))
    for claim in work:
        engine.run_job(claim)
    for claim in messages:
        engine.deliver(claim)
    return len(messages) + len(work)
