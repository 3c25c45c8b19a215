"""Files by content hash, in a folder that no web server serves. The same bytes twice are one file."""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from flask import current_app

_NAME = re.compile(r"[0-9a-f]{64}")


class NoSuchFile(Exception):
    """The store holds no file of this name: lost, or never there."""


class FileStore:
    """`folder`/ab/abcd…: 256 folders, so that none grows too long to list."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Returns the SHA-256 in hex. The bytes are on the disk when this returns, whole or not at all."""
        name = hashlib.sha256(data).hexdigest()
        file = self._path(name)
        if not self._renew(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._write(file, data)
        return name

    def open(self, sha256: str) -> BinaryIO:
        """Raises NoSuchFile."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise NoSuchFile from None

    def names(self, older_than_seconds: float) -> Iterator[str]:
        """What has not been put for so long. For the search for files that no row names."""
        before = time.time() - older_than_seconds
        for file in self._folder.glob("??/*"):
            if _NAME.fullmatch(file.name) and file.stat().st_mtime < before:
                yield file.name

    def delete(self, sha256: str, older_than_seconds: float) -> bool:
        """Leaves, and answers False for, a file that was put again meanwhile."""
        file = self._path(sha256)
        aside = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            file.rename(aside)
        except FileNotFoundError:
            return False
        if aside.stat().st_mtime >= time.time() - older_than_seconds:
            aside.rename(file)
            return False
        aside.unlink()
        return True

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise NoSuchFile
        return self._folder / name[:2] / name

    def _renew(self, file: Path) -> bool:
        """Whether the file is there already; then it counts as put now."""
        try:
            os.utime(file)
        except FileNotFoundError:
            return False
        return True

    def _write(self, file: Path, data: bytes) -> None:
        draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        try:
            with draft.open("xb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
        _sync_folder(file.parent)
        _sync_folder(file.parent.parent)


def _sync_folder(folder: Path) -> None:
    """A new name is on the disk only when its folder is."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _store() -> FileStore:
    store: FileStore = current_app.extensions["carrier"].files
    return store


def put(data: bytes) -> str:
    """Into the store of this installation. Returns the SHA-256 in hex."""
    return _store().put(data)


def open(sha256: str) -> BinaryIO:
    """From the store of this installation. Raises NoSuchFile."""
    return _store().open(sha256)
