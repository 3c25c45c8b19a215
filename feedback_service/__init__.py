"""Citizen feedback and hotline intake for a commune.

How a case moves, and where to read it:

    intake/      a message comes in; every channel ends in receive.receive_submission
    routing/     what kind it is, whose it is, and why; confirm, correct, transfer
    handling/    the unit's queue, the case page, deadlines, answers, approval
    publishing/  the public text, its second approver, and every public page
    reporting/   figures and reports
    notifying/   what the citizen is told, through the outbox
    carrier/     the outside world behind small protocols
    staff/       officers and what they may see
"""

import os
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback_service import (
    carrier,
    commands,
    handling,
    intake,
    publishing,
    reporting,
    routing,
    settings,
    staff,
)
from feedback_service.access import guard
from feedback_service.config import Config
from feedback_service.database import db, init_database
from feedback_service.errors import register_errors
from feedback_service.language import init_language
from feedback_service.observing import init_logging, init_observing
from feedback_service.publishing.personal_data import personal_words
from feedback_service.spool import init_spool
from feedback_service.staff.step_up import guard_settings
from feedback_service.web import init_web

ROOT = Path(__file__).parent.parent
MOST_BODY_BYTES = 56 * 1024 * 1024  # five files of 10 MB and the words


def create_app(config: Config) -> Flask:
    """The application, its parts wired in the order a case meets them. Raises ConfigurationError."""
    init_logging(config.testing)
    app = Flask("feedback_service", template_folder=str(ROOT / "templates"))
    app.config.update(
        SECRET_KEY=config.secret_key,
        SERVICE=config,
        DATA_DIR=config.data_dir,
        METRICS_TOKEN=config.metrics_token,
        PROMETHEUS_DIR=os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""),
        TESTING=config.testing,
        PROPAGATE_EXCEPTIONS=False,
        MAX_CONTENT_LENGTH=MOST_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="phien",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.public_base_url.startswith("https://"),
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    init_database(app, config)
    init_spool(app, config)
    init_observing(app)
    init_web(app, config)
    init_language(app)
    register_errors(app)
    _register_rooms(app, config)
    guard(app)
    guard_settings(app)
    return app


def _register_rooms(app: Flask, config: Config) -> None:
    carrier.init_app(app, config)
    handling.init_app(app, personal_words)
    staff.init_app(app, config)
    for room in (intake, routing, handling, publishing, reporting, settings):
        for blueprint in room.blueprints():
            app.register_blueprint(blueprint)
    commands.init_app(app)


__all__ = ["create_app", "db"]
