"""The door before a sealed case: every address of the desk that names one is behind it, whoever wrote that view."""

from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask import session as cookie
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.handling.queries import find_case
from feedback_service.handling.secrecy.opening import (
    FINISHING,
    OPEN_FOR,
    is_open,
    open_sealed,
    remember_opened,
    sealed_number,
)
from feedback_service.handling.views.queue import blueprint
from feedback_service.staff.signed_in import current_officer
from feedback_service.staff.step_up import require_recent

_OPENS = "desk.open_case"


@blueprint.before_app_request
def shut_until_opened() -> AnyResponse | None:
    code = (request.view_args or {}).get("code", "")
    if not code or not request.path.startswith("/can-bo/") or request.endpoint == _OPENS:
        return None
    if not current_user.is_authenticated:
        return None
    number = sealed_number(db.session(), current_officer(), str(code))
    limit = OPEN_FOR if request.method in {"GET", "HEAD"} else FINISHING
    if number is None or is_open(cookie, number, now(), limit):
        return None
    return _door(str(code)) if request.method in {"GET", "HEAD"} else redirect(_page(str(code)), 303)


@blueprint.post("/ho-so/<code>/mo-bao-mat")
@staff()
def open_case(code: str) -> AnyResponse:
    """Raises NoSuchCase, ProofNeeded."""
    officer = current_officer()
    if sealed_number(db.session(), officer, code) is not None:
        require_recent()
        with transaction() as session:
            case = find_case(session, officer, code)
            open_sealed(session, case, officer, now())
            number = case.id
        remember_opened(cookie, number, now())
    return redirect(_page(code), 303)


def _page(code: str) -> str:
    return url_for("desk.case", code=code.upper(), **_args())


def _args() -> dict[str, Any]:
    """The list as it was; an address that names url_for's own words must not break it."""
    return {
        name: value
        for name, value in request.args.items()
        if name not in {"code", "endpoint"} and name[:1] != "_"
    }


def _door(code: str) -> Response:
    address = url_for(_OPENS, code=code.upper(), **_args())
    response = make_response(render_template("handling/sealed.html", code=code.upper(), address=address))
    response.headers["Cache-Control"] = "no-store"
    return response
