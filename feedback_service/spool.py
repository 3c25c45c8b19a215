"""What came in while the database was away: one sealed file each, on disk before anybody is told "received".

A file is written under a hidden name, synced, renamed to `<time in ns>-<process>-<random>[-<key>].<kind>`, and the
folder is synced; only then does `put` return. The order of the names is the order of arrival. Files hold citizens'
words, so they are encrypted like the payloads in the database and only their owner may read them.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.fernet import InvalidToken
from flask import Flask, current_app

from feedback_service.config import Config
from feedback_service.records import keyring

_NAME = re.compile(r"\d{19}-\d+-[0-9a-f]{8}(-[0-9a-f]+)?\.[a-z]+")
_OLD_DRAFT_SECONDS = 3600  # nobody writes for so long: its writer died before it had promised anything


class SpoolFull(Exception):
    """The disk does not take it. Nothing was kept, so whoever sends has to be told to send again."""


class Unreadable(Exception):
    """Not to be opened with the keys in force, or damaged."""


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """Something kept, by its file's name."""

    name: str

    @property
    def kind(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def kept_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.name[:19]) / 1e9, UTC)

    def is_about(self, key: str) -> bool:
        parts = self.name.partition(".")[0].split("-")
        return len(parts) > 3 and parts[3] == key


@dataclass(frozen=True, slots=True)
class SpoolState:
    """`oldest_seconds`: how long the first in the queue waits. `roomy`: whether one more would be taken."""

    waiting: int
    oldest_seconds: int
    set_aside: int
    roomy: bool


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


class Spool:
    """`least_free` in bytes: below that nothing more is taken, so that the database can still end its work."""

    def __init__(
        self,
        folder: Path,
        least_free: int,
        free: Callable[[Path], int] = _free,
        ticks: Callable[[], int] = time.time_ns,
    ) -> None:
        self._folder, self._failed = folder, folder / "failed"
        self._least_free, self._free, self._ticks = least_free, free, ticks
        self._last, self._lock = 0, threading.Lock()

    def put(self, kind: str, document: Mapping[str, Any], key: str = "") -> Item:
        """On the disk when it returns. `key`: hex digits to find it by. Raises SpoolFull, and has kept nothing then."""
        words = [f"{self._tick():019d}", str(os.getpid()), secrets.token_hex(4), *([key] if key else ())]
        item = Item("-".join(words) + f".{kind}")
        sealed = keyring.seal(json.dumps(document, ensure_ascii=False).encode())
        try:
            self._make_folder()
            if self._free(self._folder) < self._least_free + len(sealed):
                raise SpoolFull
            write_whole(self._folder / item.name, sealed)
        except OSError as error:
            raise SpoolFull from error
        return item

    def is_empty(self) -> bool:
        return next(self._names(self._folder), None) is None

    def items(self) -> list[Item]:
        """In the order of arrival."""
        return sorted(self._names(self._folder))

    def find(self, kind: str, key: str) -> Item | None:
        """The first under this key, whether it waits or is set aside."""
        all_of_them = (*self._names(self._folder), *self._names(self._failed))
        return min((item for item in all_of_them if item.kind == kind and item.is_about(key)), default=None)

    def read(self, item: Item) -> dict[str, Any]:
        """Of one that waits or is set aside. Raises Unreadable, and FileNotFoundError where it is taken meanwhile."""
        try:
            data = (self._folder / item.name).read_bytes()
        except FileNotFoundError:
            data = (self._failed / item.name).read_bytes()
        try:
            document: dict[str, Any] = json.loads(keyring.open(data))
        except (InvalidToken, ValueError) as error:
            raise Unreadable(item.name) from error
        return document

    def done(self, item: Item) -> None:
        """After the commit that took it in. A crash before this has it taken in again, which its id makes harmless."""
        (self._folder / item.name).unlink(missing_ok=True)

    def set_aside(self, item: Item) -> None:
        """For a person: it cannot be taken in, and the others must not wait for it."""
        self._failed.mkdir(mode=0o700, exist_ok=True)
        (self._folder / item.name).rename(self._failed / item.name)

    def items_set_aside(self) -> list[Item]:
        return sorted(self._names(self._failed))

    def put_back(self, item: Item) -> None:
        (self._failed / item.name).rename(self._folder / item.name)

    @contextmanager
    def only_drainer(self) -> Iterator[bool]:
        """False where another process or thread is at it. A killed one leaves its turn by dying."""
        if self.is_empty():
            yield False
            return
        with (self._folder / ".drainer").open("a") as held:
            try:
                fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            self._sweep()
            yield True

    def state(self, now: datetime) -> SpoolState:
        items = self.items()
        oldest = int((now - items[0].kept_at).total_seconds()) if items else 0
        place = self._folder if self._folder.exists() else self._folder.parent
        return SpoolState(
            waiting=len(items),
            oldest_seconds=max(0, oldest),
            set_aside=len(self.items_set_aside()),
            roomy=self._free(place) >= self._least_free,
        )

    def _make_folder(self) -> None:
        if not self._folder.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(self._folder.parent)

    def _tick(self) -> int:
        """Never the same twice in a process, and never back."""
        with self._lock:
            self._last = max(self._ticks(), self._last + 1)
            return self._last

    def _names(self, folder: Path) -> Iterator[Item]:
        with suppress(FileNotFoundError), os.scandir(folder) as entries:
            for entry in entries:
                if _NAME.fullmatch(entry.name):
                    yield Item(entry.name)

    def _sweep(self) -> None:
        """Drafts of processes that died while writing: nobody was told that they were received."""
        for draft in self._folder.glob(".draft-*"):
            with suppress(FileNotFoundError):
                if draft.stat().st_mtime < time.time() - _OLD_DRAFT_SECONDS:
                    draft.unlink()


def write_whole(file: Path, data: bytes) -> None:
    """All of it under this name and on the disk, or nothing. Only the owner may read it. Raises OSError."""
    draft = file.with_name(f".draft-{secrets.token_hex(8)}")
    number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    _sync(file.parent)


def _sync(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def init_spool(app: Flask, config: Config) -> None:
    app.extensions["spool"] = Spool(config.data_dir / "spool", config.spool_least_free)


def this_spool() -> Spool:
    spool: Spool = current_app.extensions["spool"]
    return spool
