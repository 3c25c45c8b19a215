"""Signing in and out. The session is cleared at both, and ends by itself when nobody works with it."""

from datetime import datetime, timedelta
from typing import Any

import flask_security
from flask import session as cookie
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.records import Officer
from feedback_service.staff.guessing import forgive, key_for

IDLE_MINUTES = 30
_SEEN = "seen"  # minutes since 1970, in the signed cookie


def sign_in_key(email: str) -> str:
    return key_for("sign-in", email)


def sign_in(session: Session, officer: Officer, now: datetime) -> None:
    """Opens a fresh session for the officer; nothing of the stranger's before it stays."""
    forgive(session, sign_in_key(officer.email))
    cookie.clear()
    somebody: Any = officer
    flask_security.login_user(somebody, remember=False)
    cookie[_SEEN] = _minute(now)


def sign_out() -> None:
    flask_security.logout_user()
    cookie.clear()


def still_here(load: Any) -> Any:
    """Wraps the loader of users: a session that slept for half an hour is nobody's."""

    def load_unless_idle(identifier: str) -> Officer | None:
        now = _minute(clock.now())
        if now - cookie.get(_SEEN, 0) > IDLE_MINUTES:
            return None
        officer: Officer | None = load(identifier)
        if officer:
            cookie[_SEEN] = now  # the same minute changes nothing, so most answers set no cookie
        return officer

    return load_unless_idle


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // timedelta(minutes=1).total_seconds())
