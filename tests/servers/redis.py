"""A Redis that lives as long as the tests."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.machine import Owner, free_port, scratch_folder, stopped


@contextmanager
def redis(program: Path) -> Iterator[str]:
    """Yields its URL."""
    owner = Owner.unprivileged("redis")
    with scratch_folder("redis-", owner) as folder:
        port = free_port()
        command: list[str | Path] = [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        in_memory = ["--save", "", "--appendonly", "no"]
        with stopped(owner.start([*command, *in_memory], folder / "log")):
            _wait_until_ready(port, folder / "log")
            yield f"redis://127.0.0.1:{port}/0"


def _wait_until_ready(port: int, log: Path) -> None:
    deadline = time.monotonic() + 30
    while not _answers(port):
        if time.monotonic() > deadline:
            raise RuntimeError(f"Redis does not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
