"""Likely the same: on the case page, while somebody writes, and "me too" under a public result."""

from datetime import timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
)
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public, staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import NoSuchCase, OtherCaseMissing
from feedback_service.handling.forms import MergeForm
from feedback_service.handling.promises import local_day
from feedback_service.handling.public.lines import Line, line
from feedback_service.handling.public.pace import Pace
from feedback_service.handling.public.procedures import shown
from feedback_service.handling.queries import find_case
from feedback_service.handling.views.case import do
from feedback_service.handling.views.deeds import DESK
from feedback_service.pack.current import this_pack
from feedback_service.records import Case, Officer
from feedback_service.routing.alike.answered import answered_already
from feedback_service.routing.alike.browsers import browser_of, remember_browser
from feedback_service.routing.alike.declining import decline_likeness
from feedback_service.routing.alike.desk import Kin, kin_of
from feedback_service.routing.alike.me_too import add_me_too
from feedback_service.routing.alike.published import LONGEST, alike_published, alike_published_to
from feedback_service.staff.permissions import Action
from feedback_service.staff.signed_in import current_officer
from feedback_service.web import csrf

blueprint = Blueprint("alike", __name__)
# A whole village may come from one address of its provider's.
_LOOKS = (60, timedelta(minutes=1))
_ME_TOOS = (30, timedelta(minutes=10))


@blueprint.app_template_global("kin_of")
def kin_of_case(case: Case) -> Kin:
    return kin_of(db.session(), case, current_officer(), this_pack(), now())


@blueprint.app_template_global("known_results")
def known_results(code: str) -> list[Line]:
    """For the receipt of this case."""
    return [line(found) for found in alike_published_to(db.session(), code, this_pack())]


@blueprint.post("/can-bo/ho-so/<code>/khong-cung")
@staff(*DESK)
def decline(code: str) -> AnyResponse:
    """This case and the one with the code `ma` are not the same matter."""
    form = MergeForm()

    def deed(session: Session, case: Case, officer: Officer) -> None:
        try:
            other = find_case(session, officer, (form.ma.data or "").strip())
        except NoSuchCase:
            raise OtherCaseMissing from None
        decline_likeness(session, case, other, officer, now())

    return do(code, Action.CONFIRM, form, deed, on_the_seen=False)


@blueprint.post("/gui/tuong-tu")
@csrf.exempt
@public
def while_typing() -> Response:
    """A piece of a page for static/js/alike.js. Asked by POST: an address ends up in the logs of every proxy, and what
    is being written is nobody's business yet. It changes nothing and is kept nowhere."""
    if not _allowed("looks", *_LOOKS):
        return Response(status=204)
    moment, pack = now(), this_pack()
    text, area = request.form.get("noi_dung", "")[:LONGEST], request.form.get("dia_ban", "")[:40]
    found = alike_published(db.session(), text, area, pack, local_day(moment, pack))
    answered = answered_already(db.session(), text, pack)
    if not (found or answered.questions or answered.procedures):
        return Response(status=204)
    piece = render_template(
        "intake/_tuong_tu.html",
        results=[line(one) for one in found if one not in answered.questions],
        questions=[line(one) for one in answered.questions],
        procedures=[shown(one, pack) for one in answered.procedures],
    )
    response = make_response(piece)
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/ket-qua/<code>/toi-cung-gap")
@csrf.exempt
@public
def me_too(code: str) -> AnyResponse:
    """Without a sign-in; from the receipt also with the own case `ma`. No token, since the page is the same for all."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    if not _allowed("me_toos", *_ME_TOOS):
        abort(429)
    code, who = code.upper(), browser_of(request)
    with transaction() as writing:
        add_me_too(writing, code, who, this_pack(), now(), _own_code())
    response = redirect(f"/ket-qua/{code}?cung_gap=1#cung-gap", 303)
    remember_browser(response, who)
    return response


def _own_code() -> str:
    """The code of a case that this browser sent a short while ago; no other one is believed."""
    own = request.form.get("ma", "")
    return own if own and own in session.get("pins", {}) else ""


def _allowed(what: str, most: int, span: timedelta) -> bool:
    paces: dict[str, Pace] = current_app.extensions.setdefault("alike_paces", {})
    return paces.setdefault(what, Pace(most, span)).allows(request.remote_addr or "", now())
