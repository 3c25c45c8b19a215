"""Which cases this browser has opened with a PIN: in the signed session, for 30 minutes each."""

from datetime import datetime, timedelta

from flask import current_app, request, session

LASTS = timedelta(minutes=30)
MOST = 5  # the cookie must stay small
_KEY = "opened"


def open_here(code: str, now: datetime) -> None:
    kept = {**_alive(now), code: int((now + LASTS).timestamp())}
    session[_KEY] = dict(sorted(kept.items(), key=lambda one: one[1])[-MOST:])


def is_open_here(code: str, now: datetime) -> bool:
    """Does not read the session of a browser that has none: most readers of public pages."""
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies:
        return False
    return code in _alive(now)


def close_here(code: str) -> None:
    session[_KEY] = {other: until for other, until in session.get(_KEY, {}).items() if other != code}


def _alive(now: datetime) -> dict[str, int]:
    return {code: until for code, until in session.get(_KEY, {}).items() if until > now.timestamp()}
