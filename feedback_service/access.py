"""Deny by default: a view that does not say who may use it is refused.

@public                     anybody
@staff(Role.CLERK, ...)     signed-in officers of these roles (none named: every officer)
@signed_by(verify)          machines whose request passes `verify`
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, Request, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from feedback_service.staff.signed_in import current_officer
from feedback_service.staff.standing_in import acting_for
from feedback_service.vocabulary import Role

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Access:
    """What a view says of itself. `verify` is given the request and says whether it is genuine."""

    anybody: bool = False
    roles: frozenset[Role] = frozenset()
    verify: Callable[[Request], bool] | None = None


def _marked(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    return _marked(view, Access(anybody=True))


def staff(*roles: Role) -> Callable[[View], View]:
    allowed = frozenset(roles or Role)
    return lambda view: _marked(view, Access(roles=allowed))


def signed_by(verify: Callable[[Request], bool]) -> Callable[[View], View]:
    return lambda view: _marked(view, Access(verify=verify))


def operators_only(asked: Request) -> bool:
    """Loopback, or the metrics token. A proxy on this machine must not pass such requests on (docs/operations.md)."""
    token: str = current_app.config["METRICS_TOKEN"]
    given = asked.headers.get("Authorization", "").removeprefix("Bearer ")
    if token:
        return hmac.compare_digest(token.encode(), given.encode())
    return asked.remote_addr in {"127.0.0.1", "::1"} and "X-Forwarded-For" not in asked.headers


def guard(app: Flask) -> None:
    app.before_request(_refuse_strangers)


def _refuse_strangers() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the 404 is on its way
    view = current_app.view_functions[request.endpoint]
    access: Access | None = getattr(view, "access", None)
    if access is None:
        current_app.logger.error("view_without_access", extra={"endpoint": request.endpoint})
        abort(403)
    if access.anybody:
        return None
    if access.verify is not None:
        return None if access.verify(request) else abort(403)
    if not current_user.is_authenticated:
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    if current_user.role not in access.roles and not _stands_in(access.roles):
        abort(403)
    return None


def _stands_in(roles: frozenset[Role]) -> bool:
    """A head's deputy comes through the head's doors; the verbs ask again for whose case it is."""
    return any(absent.role in roles for absent in acting_for(current_officer()))
