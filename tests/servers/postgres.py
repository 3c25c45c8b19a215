"""A PostgreSQL that lives as long as the tests: on loopback, a free port, in memory if it fits."""

import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Cluster:
    """A database server with its folder, to be started and stopped; what it holds stays in between."""

    programs: Path
    folder: Path
    owner: Owner
    port: int
    url: str  # of a superuser, for SQLAlchemy

    @contextmanager
    def running(self) -> Iterator[None]:
        where: list[str | Path] = ["-D", self.folder / "data", "-p", str(self.port), "-k", self.folder]
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        log = self.folder / "log"
        with stopped(self.owner.start([self.programs / "postgres", *where, *options], log)):
            _wait_until_ready(self.programs, self.port, log)
            yield


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """`programs` is the folder of initdb and postgres. Not running yet."""
    owner = Owner.unprivileged("postgres")
    with scratch_folder("pg-", owner) as folder:
        password, port = secrets.token_hex(16), free_port()
        _create_cluster(programs, folder, password, owner)
        url = f"postgresql+psycopg://tests:{password}@127.0.0.1:{port}/postgres"
        yield Cluster(programs, folder, owner, port, url)


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Yields the SQLAlchemy URL of a superuser."""
    with cluster(programs) as made, made.running():
        yield made.url


def _create_cluster(programs: Path, folder: Path, password: str, owner: Owner) -> None:
    file = folder / "password"
    file.write_text(password)
    owner.takes(file)
    # md5: SCRAM takes some milliseconds of both sides on purpose, at every one of ten thousand connections.
    identity = ["-U", "tests", "--auth=md5", f"--pwfile={file}"]
    kind = ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    owner.run([programs / "initdb", "-D", folder / "data", *identity, *kind])


def _wait_until_ready(programs: Path, port: int, log: Path) -> None:
    command: list[str | Path] = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + 60
    while subprocess.run(command, check=False).returncode:
        if time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL does not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)
