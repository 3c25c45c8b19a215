"""What operators see: structured logs with a request id and no personal data, liveness, readiness, metrics."""

import logging
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import structlog
from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from feedback_service.access import operators_only, public, signed_by
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.health import Health, health_of
from feedback_service.spool import SpoolState, this_spool

SLOW_SPOOL_SECONDS = 300

requests_total = Counter("http_requests_total", "Answered requests.", ["endpoint", "status"])
request_seconds = Histogram("http_request_seconds", "Time to answer.", ["endpoint"])

blueprint = Blueprint("observing", __name__)


def init_logging(testing: bool) -> None:
    """One JSON object a line on standard error. Only known keys are logged: never a body, a phone or a name."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING if testing else logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)


def init_observing(app: Flask) -> None:
    app.before_request(_start)
    app.after_request(_finish)
    app.register_blueprint(blueprint)


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = uuid.uuid4().hex[:16]
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    endpoint = request.endpoint or "none"
    requests_total.labels(endpoint, response.status_code).inc()
    request_seconds.labels(endpoint).observe(seconds)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if response.status_code >= 400 or seconds > 1:
        # The address may hold a case's code, so the endpoint's name stands for it.
        current_app.logger.info(
            "request",
            extra={
                "endpoint": endpoint,
                "method": request.method,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
            },
        )
    return response


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """503 names what failed. Open to all, so it tells no more than a monitor needs."""
    folder: Path = current_app.config["DATA_DIR"]
    try:
        checks = _checks(health_of(db.session(), folder, now()))
    except Exception as error:  # noqa: BLE001  whatever is wrong with the database, the monitor must hear it
        checks = {"database": {"ok": False, "error": type(error).__name__}}
    checks["spool"] = _spool(this_spool().state(now()), database=checks["database"]["ok"])
    failed = [name for name, check in checks.items() if not check["ok"]]
    return jsonify(status="failed" if failed else "ok", failed=failed, checks=checks), 503 if failed else 200


def _checks(health: Health) -> dict[str, dict[str, Any]]:
    """Alarms are told of and fail nothing by themselves: a dead gateway is named as a channel, a full outbox as such.

    A worker that was here and is silent fails: nobody sends, and nobody would see a gateway die.
    """
    dead = {name: f"dead since {at.isoformat(timespec='seconds')}" for name, at in health.dead_channels}
    return {
        "database": {"ok": True, "engine": health.database},
        "outbox": {
            "ok": health.outbox_ok,
            "waiting": health.waiting,
            "oldest_seconds": health.oldest_seconds,
        },
        "worker": {"ok": health.watched, "at_work": health.worker_ok},
        "channels": {
            "ok": not dead,
            **dict.fromkeys(current_app.config["SERVICE"].sms_gateways, "ok"),
            **dead,
        },
        "alarms": {"ok": True, "open": dict(health.alarms)},
        "last_inbound": {"ok": True, **{channel: at.isoformat() for channel, at in health.last_inbound}},
        "disk": {"ok": health.disk_ok, "free_mb": health.free_mb},
    }


def _spool(state: SpoolState, database: bool) -> dict[str, Any]:
    """Fails where it would take nothing, or where the database is there and it is not emptied all the same."""
    stuck = database and state.oldest_seconds > SLOW_SPOOL_SECONDS
    return {
        "ok": state.roomy and not stuck,
        "waiting": state.waiting,
        "oldest_seconds": state.oldest_seconds,
        "set_aside": state.set_aside,
    }


@blueprint.get("/metrics")
@signed_by(operators_only)
def metrics() -> Response:
    registry = CollectorRegistry()
    if current_app.config["PROMETHEUS_DIR"]:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
