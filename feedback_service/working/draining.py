"""Takes in what waits in the spool, from the moment at which the database is back."""

import logging
from threading import Event

from flask import Flask

from feedback_service.database import BUSY_TIMEOUT_MS
from feedback_service.intake.spooling import drain
from feedback_service.working.pace import Pace

AT_ONCE_SECONDS = 10.0  # then it is asked whether the worker is to end

logger = logging.getLogger(__name__)


def keep_drained(app: Flask, pace: Pace, stop: Event) -> None:
    """Until `stop`. A look costs one listing of a folder that is nearly always empty."""
    while not stop.wait(pace.drain.total_seconds()):
        try:
            drain(app, AT_ONCE_SECONDS, BUSY_TIMEOUT_MS / 1000)
        except Exception:
            logger.exception("drain")
