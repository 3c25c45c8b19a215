"""Looking up a case: its public status for everybody, and the door to the sender's own view."""

from dataclasses import replace

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import UNREACHABLE, db, is_down, transaction
from feedback_service.errors import NoSuchCase
from feedback_service.handling.public.filter import PublicCase
from feedback_service.handling.public.lines import Neutral, line, public_steps
from feedback_service.handling.public.queries import find_public_answer, glance
from feedback_service.intake.codes import read_code
from feedback_service.intake.kept_forms import kept_form
from feedback_service.intake.looking_up import Opening, open_with_pin
from feedback_service.intake.opened import is_open_here, open_here
from feedback_service.intake.views.own import own_page
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.web import csrf

blueprint = Blueprint("lookup", __name__)


@blueprint.get("/tra-cuu")
@public
def form() -> AnyResponse:
    code = read_code(request.args.get("code", ""), this_pack().commune.code_prefix)
    if code:
        return redirect(url_for("lookup.status", code=code))
    return kept_page(lambda: _form("", {}), this_pack().version)


@blueprint.post("/tra-cuu")
@csrf.exempt
@public
def look_up() -> AnyResponse:
    typed, pin = request.form.get("code", "")[:60], request.form.get("pin", "").strip()
    code = read_code(typed, this_pack().commune.code_prefix)
    if code is None:
        return _refused(
            typed, {"code": [_("Mã này chưa đúng. Xin xem lại trên phiếu, ví dụ chữ cái cuối cùng.")]}
        )
    if kept_form(code):
        return redirect(url_for("lookup.status", code=code), code=303)
    try:
        return _look_up(code, pin, typed)
    except UNREACHABLE as error:
        if not is_down(error):
            raise
        current_app.logger.error("database_unreachable", extra={"endpoint": "lookup.look_up"})
        return _refused(typed, {}, 503)


def _look_up(code: str, pin: str, typed: str) -> AnyResponse:
    if pin:
        return _open(code, pin)
    if glance(code) is None:
        return _refused(typed, {"code": [_("Xã không có việc nào mang mã này.")]}, 404)
    return redirect(url_for("lookup.status", code=code), code=303)


def _open(code: str, pin: str) -> AnyResponse:
    moment = now()
    with transaction() as session:
        found = open_with_pin(session, code, pin, moment)
    if found.case is not None:
        open_here(found.case.code, moment)
        return redirect(url_for("lookup.status", code=found.case.code), code=303)
    if found.outcome == Opening.LOCKED:
        return _refused(code, {}, 429)
    return _refused(code, {"pin": [_("Mã hoặc số bí mật chưa đúng.")]})


def _refused(typed: str, errors: dict[str, list[str]], status: int = 422) -> Response:
    response = make_response(_form(typed, errors, locked=status == 429, away=status == 503), status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = "30"
    return response


def _form(typed: str, errors: dict[str, list[str]], locked: bool = False, away: bool = False) -> str:
    return render_template("intake/tra_cuu.html", code=typed, errors=errors, locked=locked, away=away)


@blueprint.get("/ho-so/<code>")
@public
def status(code: str) -> AnyResponse:
    """One small read for most readers; the pages are kept. All that is not published looks the same."""
    try:
        seen = glance(code)
    except UNREACHABLE as error:
        waits = _waiting(code) if is_down(error) else None
        if waits is None:
            raise
        return waits
    if seen is None:
        return _waiting(code) or _elsewhere(code)
    if is_open_here(code, now()):
        return own_page(code)
    if seen.shown or seen.lead_shown:
        return kept_page(lambda: _published(code, seen.me_toos), seen)
    return kept_page(lambda: _page(Neutral(code)), seen.pack_version)


def _waiting(typed: str) -> Response | None:
    """What was received while the database was away, and is no case yet."""
    code = read_code(typed, this_pack().commune.code_prefix)
    kept_here = kept_form(code) if code else None
    if kept_here is None:
        return None
    response = make_response(render_template("intake/da_giu.html", kept=kept_here, pin=""))
    response.headers["Cache-Control"] = "no-store"
    return response


def _elsewhere(typed: str) -> AnyResponse:
    """Typed another way: there is one address for a case."""
    code = read_code(typed, this_pack().commune.code_prefix)
    if code is None or code == typed:
        raise NoSuchCase
    return redirect(url_for("lookup.status", code=code))


def _published(code: str, me_toos: int) -> str:
    found = find_public_answer(db.session(), code, this_pack())
    return _page(Neutral(code)) if found is None else _page(replace(line(found), code=code), found, me_toos)


def _page(case: object, found: PublicCase | None = None, me_toos: int = 0) -> str:
    return render_template(
        "intake/ho_so.html",
        case=case,
        steps=public_steps(found) if found else [],
        published=case if found else None,
        me_toos=me_toos,
        mine=None,
        errors={},
        locked=False,
        said="",
    )
