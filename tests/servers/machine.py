"""Folders, ports, users and processes of this machine, for servers that leave nothing behind."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Owner:
    """The user that a server runs as: PostgreSQL refuses root. None is whoever runs the tests."""

    user: pwd.struct_passwd | None

    @classmethod
    def unprivileged(cls, name: str) -> "Owner":
        if os.geteuid() != 0:
            return cls(None)
        known = {user.pw_name: user for user in pwd.getpwall()}
        return cls(known.get(name) or known["nobody"])

    def takes(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def run(self, command: Sequence[str | Path]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, cwd="/", check=False, **self._identity()
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def start(self, command: Sequence[str | Path], log: Path) -> "subprocess.Popen[bytes]":
        """In a process group of its own: a Ctrl-C at the terminal is for pytest, which ends first."""
        with log.open("wb") as output:
            streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
            process: subprocess.Popen[bytes] = subprocess.Popen(
                command, cwd="/", process_group=0, **streams, **self._identity()
            )
        return process

    def _identity(self) -> dict[str, Any]:
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}


@contextmanager
def scratch_folder(prefix: str, owner: Owner) -> Iterator[Path]:
    """In memory where there is a gigabyte free, else in the usual place for temporary files."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    folder = Path(tempfile.mkdtemp(prefix=f"feedback-{prefix}", dir=memory if roomy else None))
    owner.takes(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def stopped(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Ends the server when the tests are over, however they ended. SIGINT is PostgreSQL's fast stop."""
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
