"""Which browser says "me too": a random number of its own in a signed cookie, so that one counts once."""

import secrets

from flask import Request, current_app
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

COOKIE = "cung_gap"
_A_YEAR = 365 * 24 * 3600


def browser_of(request: Request) -> str:
    """The number that it brought, or a new one."""
    try:
        return str(_signer().loads(request.cookies.get(COOKIE, "")))
    except BadSignature:
        return secrets.token_urlsafe(12)


def remember_browser(response: Response, number: str) -> None:
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    response.set_cookie(
        COOKIE,
        str(_signer().dumps(number)),
        max_age=_A_YEAR,
        path="/ket-qua",
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt="me-too")
