"""After the password: the second factor, or setting one up. Until then nobody is signed in."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.records import Officer
from feedback_service.staff.devices import device_of
from feedback_service.staff.factors import passkeys, totp
from feedback_service.staff.factors.adding import KeyNotKept, NotConfirmed, add_factor
from feedback_service.staff.factors.having import has_factor
from feedback_service.staff.factors.proving import Given, prove
from feedback_service.staff.going_on import go_on_to
from feedback_service.staff.half_way import HalfWay, half_way, secret_on_offer
from feedback_service.staff.sign_in import sign_in

blueprint = Blueprint("second_step", __name__, url_prefix="/can-bo/dang-nhap")


@blueprint.get("/buoc-hai")
@public
def page() -> AnyResponse:
    here = half_way(db.session(), now())
    return _ask(here.officer) if here else _from_the_start()


@blueprint.post("/buoc-hai")
@public
def enter() -> AnyResponse:
    here = half_way(db.session(), now())
    if here is None or not has_factor(db.session(), here.officer):
        return _from_the_start()
    problem = prove(here.officer, Given.of(request.form), now())
    if problem:
        return _ask(here.officer, problem, 422)
    _come_in(here)
    return redirect(go_on_to(here.wanted), 303)


@blueprint.get("/thiet-lap")
@public
def set_up() -> AnyResponse:
    here = half_way(db.session(), now())
    if here is None or has_factor(db.session(), here.officer):
        return _from_the_start()
    return _offer(here.officer)


@blueprint.post("/thiet-lap")
@public
def keep() -> AnyResponse:
    """The codes stand in the answer to the form that made them, and nowhere else."""
    here = half_way(db.session(), now())
    if here is None or has_factor(db.session(), here.officer):
        return _from_the_start()
    try:
        with transaction() as session:
            officer = session.get_one(Officer, here.officer.id)
            given, secret = Given.of(request.form), secret_on_offer()
            codes = add_factor(session, officer, given, secret, device_of(request.user_agent.string), now())
            sign_in(session, officer, now())
    except (NotConfirmed, KeyNotKept) as wrong:
        return _offer(here.officer, wrong.said, 422)
    return unkept(render_template("staff/recovery_codes.html", codes=codes, next=go_on_to(here.wanted)))


def _come_in(here: HalfWay) -> None:
    with transaction() as session:
        sign_in(session, session.get_one(Officer, here.officer.id), now())


def _from_the_start() -> AnyResponse:
    return redirect(url_for("security.login"), 303)


def _ask(officer: Officer, problem: LazyString | str = "", status: int = 200) -> Response:
    keys = passkeys.keys_of(db.session(), officer)
    page = render_template(
        "staff/second_step.html",
        problem=problem,
        has_totp=officer.totp_since is not None,
        key_options=passkeys.options_to_show(keys, now()) if keys else None,
    )
    return unkept(page, status)


def _offer(officer: Officer, problem: LazyString | str = "", status: int = 200) -> Response:
    return unkept(
        render_template("staff/set_up.html", problem=problem, signing_in=True, **offered(officer)), status
    )


def offered(officer: Officer) -> dict[str, object]:
    """What a page needs on which a factor is set up."""
    secret, issuer = secret_on_offer(), this_pack().commune.brand.vi
    keys = passkeys.keys_of(db.session(), officer)
    return {
        "drawing": totp.drawing(secret, officer.email, issuer),
        "secret": totp.in_groups(secret),
        "key_options": passkeys.options_to_make(officer, keys, issuer, now()),
        "words": _("Tạo khóa truy cập trên máy này"),
    }


def unkept(page: str, status: int = 200) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
