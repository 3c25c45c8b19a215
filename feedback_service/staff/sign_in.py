"""Signing in and out. The session is cleared at both, and ends by itself when nobody works with it."""

from datetime import datetime, timedelta
from typing import Any

import flask_security
from flask import Response, current_app, request
from flask import session as cookie
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.database import UNREACHABLE, db, transaction
from feedback_service.records import Officer
from feedback_service.staff.guessing import forgive, key_for
from feedback_service.staff.sessions import (
    SEEN_EVERY,
    end_session,
    find_session,
    held,
    note_work,
    open_session,
)

IDLE_MINUTES = 30
_SEEN = "seen"  # minutes since 1970, in the signed cookie
_TOKEN = "token"  # noqa: S105 - the name of it


def sign_in_key(email: str) -> str:
    return key_for("sign-in", email)


def sign_in(session: Session, officer: Officer, now: datetime) -> None:
    """Opens a fresh session for the officer; nothing of the stranger's before it stays."""
    forgive(session, sign_in_key(officer.email))
    cookie.clear()
    somebody: Any = officer
    flask_security.login_user(somebody, remember=False)
    cookie[_SEEN] = _minute(now)
    cookie[_TOKEN] = open_session(session, officer, now)


def stay_signed_in(officer: Officer) -> None:
    """After a change that ended every session of the officer: this one goes on."""
    cookie["_user_id"] = officer.get_id()


def sign_out(session: Session, officer: Officer | None, now: datetime) -> None:
    """`officer` None: nobody was signed in; the cookie is emptied all the same."""
    here = held()
    if officer and here:
        end_session(session, officer, here.id, now)
    forget_cookie()


def forget_cookie() -> None:
    flask_security.logout_user()
    cookie.clear()


def who_is_here(identifier: str) -> Officer | None:
    """For Flask-Login. A session that slept for half an hour, or was ended elsewhere, is nobody's.

    The minute stands in the cookie, because reading a page writes nothing to the database.
    """
    now = clock.now()
    if _minute(now) - cookie.get(_SEEN, 0) > IDLE_MINUTES:
        return None
    officer = find_session(db.session(), str(cookie.get(_TOKEN, "")), identifier, now)
    if officer:
        cookie[_SEEN] = _minute(now)  # the same minute changes nothing, so most answers set no cookie
    return officer


def note_work_done(response: Response) -> Response:
    """After a form, at most once a minute: when this session was last worked with, for the list of sessions.

    What the form did is durable already, so a database that went away meanwhile is no reason to fail now.
    """
    here, now = held(), clock.now()
    if here and request.method == "POST" and now - here.seen_at > SEEN_EVERY:
        try:
            with transaction() as session:
                note_work(session, here.id, now)
        except UNREACHABLE:
            current_app.logger.warning("session_not_noted")
    return response


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // timedelta(minutes=1).total_seconds())
