"""Connections to PostgreSQL that give up: a server that hangs must not take all our threads with it.

A server that is stopped, or whose disk stalls, keeps its connections open and says nothing. `statement_timeout` is
its own and does not help then; so we wait so long and no longer, and close what has not answered.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

import psycopg

LOOK_AGAIN_SECONDS = 1.0  # a server that could not be reached is not asked again before
LEAST_SECONDS = 2.0  # for one answer, however little patience is left: it may just be a slow machine
HANGING_SECONDS = 0.5  # the same, while somebody else has just waited in vain


class Lines:
    """While the server is away one thread at a time finds that out, once a second; the others know.

    `ends` says until when (time.monotonic) whoever asks now is ready to wait.
    """

    def __init__(self, ends: Callable[[], float]) -> None:
        self.ends = ends
        self._away: tuple[float, psycopg.Error] | None = None
        self._looking = Lock()

    def connect(self, dialect: Any, _: object, given: Any, named: Any) -> "Line":
        """For SQLAlchemy's event do_connect. Raises psycopg.OperationalError."""
        away = self._away
        if away is None:
            return self._try(given, named)
        if self.just_away() or not self._looking.acquire(blocking=False):
            raise psycopg.OperationalError(*away[1].args)
        try:
            return self._try(given, named)
        finally:
            self._looking.release()

    def just_away(self) -> bool:
        return self._away is not None and time.monotonic() - self._away[0] < LOOK_AGAIN_SECONDS

    def note_away(self, error: psycopg.Error) -> None:
        self._away = (time.monotonic(), error)

    def _try(self, given: Any, named: Any) -> "Line":
        try:
            line = Line.connect(*given, **named)
        except psycopg.OperationalError as error:
            self.note_away(error)
            raise
        line.lines, self._away = self, None
        return line


class Line(psycopg.Connection[Any]):
    lines: Lines | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Raises psycopg.OperationalError, and is closed then: what became of the statement nobody knows."""
        if self.lines is None or timeout is not None:
            return super().wait(gen, interval, timeout)
        began = time.monotonic()
        left = HANGING_SECONDS if self.lines.just_away() else max(LEAST_SECONDS, self.lines.ends() - began)
        try:
            return super().wait(gen, interval, left)
        except psycopg.OperationalError as error:
            if time.monotonic() - began >= left:
                self.lines.note_away(error)
                self.close()
            raise
