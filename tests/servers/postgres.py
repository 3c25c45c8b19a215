"""A PostgreSQL that lives as long as the tests: on loopback, a free port, in memory if it fits."""

import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.machine import Owner, free_port, scratch_folder, stopped

# Nothing here outlives the tests, so nothing has to reach the disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "timezone": "UTC",
}


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Yields the SQLAlchemy URL of a superuser. `programs` is the folder of initdb and postgres."""
    owner = Owner.unprivileged("postgres")
    with scratch_folder("pg-", owner) as folder:
        password, port = secrets.token_hex(16), free_port()
        _create_cluster(programs, folder, password, owner)
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        command: list[str | Path] = [
            programs / "postgres",
            "-D",
            folder / "data",
            "-p",
            str(port),
            "-k",
            folder,
        ]
        with stopped(owner.start([*command, *options], folder / "log")):
            _wait_until_ready(programs, port, folder / "log")
            yield f"postgresql+psycopg://tests:{password}@127.0.0.1:{port}/postgres"


def _create_cluster(programs: Path, folder: Path, password: str, owner: Owner) -> None:
    file = folder / "password"
    file.write_text(password)
    owner.takes(file)
    identity = ["-U", "tests", "--auth=scram-sha-256", f"--pwfile={file}"]
    kind = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    owner.run([programs / "initdb", "-D", folder / "data", *identity, *kind])


def _wait_until_ready(programs: Path, port: int, log: Path) -> None:
    command: list[str | Path] = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + 60
    while subprocess.run(command, check=False).returncode:
        if time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)
