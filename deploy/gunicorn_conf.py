"""Gunicorn for a small machine: a few processes with threads, on loopback. TLS is the proxy's."""

import os
from pathlib import Path
from typing import Any

from prometheus_client import multiprocess

_port = os.environ.get("PORT") or "8000"

bind = f"127.0.0.1:{_port}"
worker_class = "gthread"
workers = max(2, min(4, os.cpu_count() or 1))
threads = 4
timeout = 60
graceful_timeout = 30  # what was begun is finished; the supervisor waits a little longer
keepalive = 5
# A heartbeat file on a busy disk has workers taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# One socket in the home directory would be shared by every instance of this user.
control_socket_disable = True
# The service logs its own requests, without addresses that would tell a case's code.
accesslog = None
loglevel = "warning"


def when_ready(server: Any) -> None:
    print(f"Serving on http://{bind}  (Ctrl-C stops)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Reads the pack before the first citizen does: putting its words in order takes half a second."""
    from feedback_service.warming import warm

    app = worker.app.wsgi()
    if "carrier" in app.extensions:  # and not the bench's floor, which runs under the same settings
        warm(app)


def child_exit(server: Any, worker: Any) -> None:
    """Takes a dead process's gauges out of the sums."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]
