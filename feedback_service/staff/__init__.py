"""The officers' side of the door: who they are, what they may do, what they may see.

permissions   role → actions, the one table
visibility    who sees which case
passwords, guessing, sign_in, sessions, officers, demo
factors       what proves a person beside the password: codes, recovery codes, passkeys
step_up       the proof asked for again before what is delicate
"""

from typing import Any

from flask import Blueprint, Flask
from flask_security import Security, SQLAlchemySessionUserDatastore
from werkzeug.wrappers import Response as AnyResponse

from feedback_service import clock
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.records import Officer
from feedback_service.staff.demo import guard_demo
from feedback_service.staff.passwords import ARGON2, nobodys_hash
from feedback_service.staff.sign_in import note_work_done, who_is_here
from feedback_service.staff.step_up import ProofNeeded

SETTINGS = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
    # Argon2 has a salt of its own; an HMAC before it would tie every password to one more secret.
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": ARGON2,
    "SECURITY_TRACKABLE": True,
    "SECURITY_DATETIME_FACTORY": clock.now,
    "SECURITY_USE_REGISTER_V2": True,
    # Its commands would commit by themselves; ours is `flask officer`.
    "SECURITY_CLI_USERS_NAME": False,
    "SECURITY_CLI_ROLES_NAME": False,
}


def init_app(app: Flask, config: Config) -> None:
    """Raises ConfigurationError for a demo on a database with real officers."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    _init_security(app)
    with app.app_context():
        nobodys_hash()
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    app.register_error_handler(ProofNeeded, _ask_for_proof)
    app.after_request(note_work_done)
    if config.demo:
        with app.app_context():
            guard_demo(app)
            db.session.remove()
            db.engine.dispose()  # processes forked later must not share a connection


def _init_security(app: Flask) -> None:
    """Flask-Security without its own views: they commit, and a GET of theirs may write."""
    officer: Any = Officer  # it has what is asked of a user, without being a child of Flask-Security's
    no_role: Any = None
    officers = SQLAlchemySessionUserDatastore(db.session, officer, no_role)
    security = Security(app, officers, register_blueprint=False)
    manager = security.login_manager
    manager.user_loader(who_is_here)
    manager.request_loader(lambda _: None)  # no tokens in headers or addresses
    # Principals would load the officer for every picture and style sheet; his role stands on himself.
    app.before_request_funcs[None].remove(security.principal._on_before_request)


def _blueprints() -> tuple[Blueprint, ...]:
    from feedback_service.staff.views import account, forgotten, second_step, sign_in, step_up

    rooms = (sign_in, second_step, step_up, forgotten, account)
    return tuple(room.blueprint for room in rooms)


def _ask_for_proof(needed: ProofNeeded) -> AnyResponse:
    from feedback_service.staff.views.step_up import ask

    return ask(needed)
