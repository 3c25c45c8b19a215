"""The service as it is run: gunicorn with the settings that are shipped, on a free port, on loopback."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from feedback_service.config import Config
from tests.servers.machine import free_port

ROOT = Path(__file__).parents[2]
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn_conf.py", "wsgi:app")
SUPERVISED = (sys.executable, "deploy/serve.py")  # migrates, loads the pack, then gunicorn and the worker
PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Service:
    """`log` is what all its processes said."""

    process: "subprocess.Popen[bytes]"
    base: str
    log: Path

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base}/healthz", timeout=5):  # noqa: S310  our own address
                return True
        except (OSError, urllib.error.URLError):
            return False


@contextmanager
def serving(environ: Mapping[str, str], folder: Path, command: Sequence[str] = GUNICORN) -> Iterator[Service]:
    """Yields when it answers; ends it with the block, all its processes with it. `environ` is added to ours."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    settings = {
        "PORT": str(port),
        "PUBLIC_BASE_URL": base,
        "DATA_DIR": str(folder),
        "QUIET_HOURS": "off",
        **environ,
    }
    log = folder / f"service-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            process_group=0,
        )
    service = Service(process, base, log)
    try:
        _wait(service)
        yield service
    finally:
        _end(process)


def environ_of(config: Config) -> dict[str, str]:
    """What an operator would write for these settings."""
    return {
        "DATABASE_URL": config.database_url,
        "SECRET_KEY": config.secret_key,
        "CONTACT_KEYS": " ".join(config.contact_keys),
        "DEMO": "1" if config.demo else "0",
    }


def children(parent: int) -> list[int]:
    """Process ids of the children that live now (Linux)."""
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(number) for number in found.read_text().split()] if found.exists() else []


def command_of(process: int) -> str:
    file = Path(f"/proc/{process}/cmdline")
    return file.read_bytes().replace(b"\0", b" ").decode() if file.exists() else ""


def _wait(service: Service) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not service.is_ready():
        said = service.log.read_text()[-3000:]
        if service.process.poll() is not None:
            raise RuntimeError(f"The service ended with {service.process.returncode}:\n{said}")
        if time.monotonic() > until:
            raise RuntimeError(f"The service does not answer:\n{said}")
        time.sleep(0.1)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(timeout=45)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
