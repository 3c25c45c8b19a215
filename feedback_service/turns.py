"""Taking turns to write to SQLite.

SQLite lets one writer in and has the others sleep and look again, up to 100 ms at a time; eight citizens who
press send together would mostly sleep. Here the threads of a process queue on a lock, and one of them at a time
looks for the file lock every millisecond. A killed process leaves its turn by dying.
"""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOK_AGAIN_SECONDS = 0.001


class TooLong(Exception):
    """Nobody gave the turn back within the time that a citizen can be asked to wait."""


class Turns:
    """Turns of all processes that write to the database file beside `file`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._threads = threading.RLock()

    @contextmanager
    def one(self, end: float) -> Iterator[None]:
        """Waits until `end` (time.monotonic). Raises TooLong."""
        with self.of_this_process(end), self._file.open("a") as held:
            _wait(held.fileno(), end)
            yield

    @contextmanager
    def of_this_process(self, end: float) -> Iterator[None]:
        """Keeps the other threads from thinking, which would take the interpreter from whoever writes.

        A third more submissions a second with eight citizens at once. Raises TooLong.
        """
        if not self._threads.acquire(timeout=max(0.0, end - time.monotonic())):
            raise TooLong
        try:
            yield
        finally:
            self._threads.release()


def _wait(descriptor: int, end: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise TooLong from None
            time.sleep(LOOK_AGAIN_SECONDS)
