"""Follow a published result by SMS: the number is typed, the phone is asked, its answer or six figures confirm it.

No token, since the page is the same for everybody; another site's page is refused by what the browser says of itself.
"""

from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, abort, make_response, render_template, request

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import NoSuchCase
from feedback_service.handling.following.asking import ask_to_follow
from feedback_service.handling.following.confirming import confirm_by_code
from feedback_service.handling.public.lines import line
from feedback_service.handling.public.pace import Pace
from feedback_service.handling.public.queries import find_public_case
from feedback_service.language import language
from feedback_service.notifying.reach import mobile_of
from feedback_service.pack.current import this_pack
from feedback_service.web import csrf

blueprint = Blueprint("following", __name__)
_ASKED = Pace(20, timedelta(minutes=10))  # a whole village may come from one address of its provider's


@dataclass(frozen=True, slots=True)
class Step:
    """Where the reader is. `wrong` names the box that could not be read."""

    name: str = "number"  # number, figures, done
    phone: str = ""
    wrong: str = ""


@blueprint.get("/ket-qua/<code>/theo-doi")
@public
def form(code: str) -> Response:
    return _page(code.upper(), Step())


@blueprint.post("/ket-qua/<code>/theo-doi")
@csrf.exempt
@public
def ask(code: str) -> Response:
    """The same answer whatever the phone already does."""
    typed = request.form.get("so_may", "").strip()[:40]
    phone = mobile_of(typed)
    if not phone:
        return _page(code.upper(), Step("number", typed, "so_may"), 422)
    _only_from_here()
    with transaction() as session:
        ask_to_follow(session, code.upper(), phone, language(), this_pack(), now())
    return _page(code.upper(), Step("figures", typed))


@blueprint.post("/ket-qua/<code>/theo-doi/ma")
@csrf.exempt
@public
def confirm(code: str) -> Response:
    _only_from_here()
    typed, figures = request.form.get("so_may", "").strip()[:40], request.form.get("ma", "")[:20]
    with transaction() as session:
        known = confirm_by_code(session, code.upper(), mobile_of(typed), figures, now())
    if not known:
        return _page(code.upper(), Step("figures", typed, "ma"), 422)
    return _page(code.upper(), Step("done", typed))


def _only_from_here() -> None:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    if not _ASKED.allows(request.remote_addr or "", now()):
        abort(429)


def _page(code: str, step: Step, status: int = 200) -> Response:
    found = find_public_case(db.session(), code, this_pack())
    if found is None:
        raise NoSuchCase
    page = render_template("publishing/theo_doi.html", result=line(found), step=step)
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
