"""What `make run` does after installing: brings the database up to date, then serves until told to stop.

Settings come from the environment or `.env`. Without DATABASE_URL it is a demonstration (DEMO=1) on SQLite.
With `--with-parent` it stops when the process that started it is gone.

Where the database is away, and this installation has served before, it serves without: what citizens send is kept
on disk. The worker then brings the database up to date as soon as it is there (`--work-when-ready`).
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

from dotenv import load_dotenv
from supervisor import Program, die_with_parent, supervise

ROOT = Path(__file__).resolve().parent.parent
FLASK = [sys.executable, "-m", "flask"]
WORKER = [*FLASK, "worker"]
LOOK_AGAIN_SECONDS = 2.0
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn_conf.py", "wsgi:app"]


def main(arguments: list[str]) -> int:
    if "--with-parent" in arguments:
        die_with_parent()
    os.chdir(ROOT)
    load_dotenv(ROOT / ".env")
    if not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("DEMO", "1")
    try:
        if "--work-when-ready" in arguments:
            return _work_when_ready()
        return _check_port() or _start()
    except KeyboardInterrupt:
        return 130


def _check_port() -> int:
    """Asked first, so that the answer comes at once and not from gunicorn's sixth attempt."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit():
        return 0  # the settings' own check says it better
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError) as error:
            print(f"Cannot serve on port {port}: {error}. Another one: PORT=8001 make run", file=sys.stderr)
            return 1
    return 0


def _prepare() -> int:
    """Steps that may be repeated: they change only what is not as it should be. Returns an exit code."""
    steps = [["db", "upgrade"], ["load-pack"]]
    if os.environ.get("DEMO", "").lower() in {"1", "true"}:
        steps.append(["demo", "--if-empty"])
    for step in steps:
        done = subprocess.run(
            [*FLASK, *step], stdin=subprocess.DEVNULL, preexec_fn=die_with_parent, check=False
        )
        if done.returncode:
            return done.returncode
    return 0


def _start() -> int:
    failed = _prepare()
    if not failed:
        return _serve(WORKER)
    if not _is_away():
        return failed
    print("The database is away. Serving without it: what citizens send is kept on disk.", file=sys.stderr)
    return _serve([sys.executable, str(Path(__file__).resolve()), "--work-when-ready"])


def _is_away() -> bool:
    done = subprocess.run(
        [*FLASK, "is-away"], stdin=subprocess.DEVNULL, preexec_fn=die_with_parent, check=False
    )
    return done.returncode == 0


def _work_when_ready() -> int:
    """Becomes the worker."""
    while _is_away():
        time.sleep(LOOK_AGAIN_SECONDS)
    failed = _prepare()
    if not failed:
        os.execv(WORKER[0], WORKER)
    return failed


def _serve(worker: list[str]) -> int:
    environ = os.environ | {"PROMETHEUS_MULTIPROC_DIR": _fresh_metrics_folder()}
    return supervise([Program("web", GUNICORN), Program("worker", worker)], environ)


def _fresh_metrics_folder() -> str:
    """Where the processes add up their figures; emptied, or those of the dead would stay for ever."""
    folder = (
        Path(os.environ.get("DATA_DIR") or "instance").absolute()
        / f"metrics-{os.environ.get('PORT') or 8000}"
    )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return str(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
