"""The service and the floor, each under gunicorn with the same settings, on free ports, ended with the block."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIG = next(ROOT.glob("**/gunicorn_conf.py"))


@contextmanager
def serving(target: str, environ: Mapping[str, str]) -> Iterator[int]:
    """Yields the port."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", str(CONFIG), target],
        cwd=ROOT,
        env=os.environ | dict(environ) | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def flask(*arguments: str, environ: Mapping[str, str]) -> None:
    python("-m", "flask", *arguments, environ=environ)


def python(*arguments: str, environ: Mapping[str, str]) -> None:
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | dict(environ),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _try in range(300):
        if process.poll() is not None:
            raise SystemExit(f"The server did not start (exit code {process.returncode}).")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not listen within 30 s.")
