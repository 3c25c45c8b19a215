"""Signing in by password, or in a demo by one click; signing out; the one-time link to a password."""

from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public, staff
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.records import Officer
from feedback_service.staff.demo import demo_officer, demo_places
from feedback_service.staff.factors import passkeys
from feedback_service.staff.factors.having import factor_is_required, has_factor
from feedback_service.staff.forms import NewPasswordForm, SignInForm
from feedback_service.staff.going_on import DESK, go_on_to
from feedback_service.staff.guessing import count_attempt, forgive
from feedback_service.staff.half_way import go_half
from feedback_service.staff.officers import find_officer, officer_of, set_password
from feedback_service.staff.passwords import PasswordTooWeak, fits, may_come_in
from feedback_service.staff.sign_in import forget_cookie, sign_in, sign_in_key, sign_out
from feedback_service.staff.signed_in import current_officer

blueprint = Blueprint("security", __name__, url_prefix="/can-bo")


@blueprint.get("/")
@staff()
def desk() -> AnyResponse:
    return redirect(DESK)


@blueprint.get("/dang-nhap")
@public
def login() -> AnyResponse:
    if current_user.is_authenticated:
        return redirect(go_on_to(request.args.get("next", "")))
    form = SignInForm(formdata=None)
    form.next.data = request.args.get("next", "")
    return _page(form)


@blueprint.post("/dang-nhap")
@public
def enter() -> AnyResponse:
    form = SignInForm()
    if not form.validate():
        return _page(form, 422)
    email = form.email.data or ""
    with transaction() as session:
        closed_until = count_attempt(session, sign_in_key(email), now())
    if closed_until:
        return _page(form, 429, _wait(closed_until))
    officer = find_officer(db.session(), email)
    right = fits(officer, form.password.data or "")  # also where there is no officer: it takes as long
    if officer is None or not right:
        return _page(form, 422, _("Thư điện tử hoặc mật khẩu chưa đúng."))
    return _go_on(officer, form.next.data or "")


@blueprint.post("/dang-nhap/khoa")
@public
def enter_by_key() -> AnyResponse:
    """A passkey by itself: the device has it and has asked for its PIN, so that is two already."""
    wanted, answer = request.form.get("next", ""), request.form.get("xm_khoa", "")
    tried = passkeys.door_key(answer)
    with transaction() as session:
        closed_until = count_attempt(session, tried, now())
    if closed_until:
        return _page(SignInForm(formdata=None), 429, _wait(closed_until))
    with transaction() as session:
        officer = passkeys.use_key(session, answer, now(), alone=True)
        if officer and may_come_in(officer):
            forgive(session, tried)
            sign_in(session, officer, now())
            return redirect(go_on_to(wanted), 303)
    form = SignInForm(formdata=None)
    form.next.data = wanted
    return _page(form, 422, _("Khóa này không mở được. Xin dùng thư điện tử và mật khẩu."))


@blueprint.post("/dang-xuat")
@public
def logout() -> AnyResponse:
    officer = current_officer() if current_user.is_authenticated else None
    with transaction() as session:
        sign_out(session, officer, now())
    return redirect(url_for("security.login"), 303)


@blueprint.post("/demo/<int:officer_id>")
@public
def enter_demo(officer_id: int) -> AnyResponse:
    if not _config().demo:
        abort(404)
    with transaction() as session:
        officer = demo_officer(session, officer_id) or abort(404)
        sign_in(session, officer, now())
    return redirect(go_on_to(request.form.get("next", "")), 303)


@blueprint.get("/dat-mat-khau/<token>")
@public
def choose_password(token: str) -> Response:
    return _password_page(NewPasswordForm(formdata=None), token)


@blueprint.post("/dat-mat-khau/<token>")
@public
def keep_password(token: str) -> AnyResponse:
    form = NewPasswordForm()
    if not form.validate():
        return _password_page(form, token, 422)
    try:
        with transaction() as session:
            set_password(session, officer_of(session, token, now()), form.password.data or "", now())
            session.flush()
    except PasswordTooWeak as weak:
        form.password.errors = [weak.said]
        return _password_page(form, token, 422)
    forget_cookie()
    return redirect(url_for("security.login"), 303)


def _go_on(officer: Officer, wanted: str) -> AnyResponse:
    """The password is right: the second step comes, or where none is asked for, the desk."""
    if has_factor(db.session(), officer):
        go_half(officer, wanted, now())
        return redirect(url_for("second_step.page"), 303)
    if factor_is_required() and not officer.demo:
        go_half(officer, wanted, now())
        return redirect(url_for("second_step.set_up"), 303)
    with transaction() as session:
        sign_in(session, officer, now())
    return redirect(go_on_to(wanted), 303)


def _password_page(form: NewPasswordForm, token: str, status: int = 200) -> Response:
    page = render_template(
        "staff/new_password.html", form=form, officer=officer_of(db.session(), token, now())
    )
    return _unkept(page, status)


def _page(form: SignInForm, status: int = 200, said: str = "") -> Response:
    places = demo_places(db.session(), this_pack()) if _config().demo else None
    key_options = passkeys.options_to_show((), now())
    return _unkept(
        render_template("staff/sign_in.html", form=form, said=said, places=places, key_options=key_options),
        status,
    )


def _unkept(page: str, status: int) -> Response:
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _wait(until: datetime) -> str:
    minutes = int((until - now()).total_seconds() // 60) + 1
    return str(
        ngettext(
            "Thử sai nhiều lần quá. Xin đợi %(num)d phút rồi thử lại.",
            "Thử sai nhiều lần quá. Xin đợi %(num)d phút rồi thử lại.",
            minutes,
        )
    )


def _config() -> Config:
    config: Config = current_app.config["SERVICE"]
    return config
