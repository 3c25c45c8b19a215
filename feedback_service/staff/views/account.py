"""An officer's own account: password, second factor, and where he is signed in."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.records import Officer
from feedback_service.staff.devices import device_of, is_inside
from feedback_service.staff.factors import passkeys, recovery
from feedback_service.staff.factors.adding import KeyNotKept, NotConfirmed, add_factor
from feedback_service.staff.factors.having import drop_key, drop_totp, has_factor
from feedback_service.staff.factors.proving import Given
from feedback_service.staff.forms import ChangePasswordForm
from feedback_service.staff.half_way import forget_offer, secret_on_offer
from feedback_service.staff.mails import choose_mails, wants
from feedback_service.staff.own_password import change_password, check_now
from feedback_service.staff.passwords import PasswordTooWeak
from feedback_service.staff.sessions import end_others, end_session, held, open_sessions
from feedback_service.staff.sign_in import stay_signed_in
from feedback_service.staff.signed_in import current_officer
from feedback_service.staff.step_up import require_recent
from feedback_service.staff.views.second_step import offered, unkept

blueprint = Blueprint("account", __name__, url_prefix="/can-bo/tai-khoan")


@blueprint.get("")
@staff()
def page() -> Response:
    return _page(ChangePasswordForm(formdata=None))


@blueprint.post("/mat-khau")
@staff()
def password() -> AnyResponse:
    """The other sessions end: whoever had the old password is out."""
    form, officer = ChangePasswordForm(), current_officer()
    if not form.validate():
        return _page(form, 422)
    problem = check_now(officer.id, form.now.data or "", now())
    if problem:
        form.now.errors = [problem]
        return _page(form, 422)
    try:
        with transaction() as session:
            changed = change_password(session, officer.id, form.password.data or "", _here(), now())
    except PasswordTooWeak as weak:
        form.password.errors = [weak.said]
        return _page(form, 422)
    stay_signed_in(changed)
    flash(_("Đã đổi mật khẩu. Các phiên khác đã kết thúc."))
    return _back()


@blueprint.post("/thu")
@staff()
def mails() -> AnyResponse:
    with transaction() as session:
        choose_mails(session.get_one(Officer, current_officer().id), request.form.getlist("thu"))
    flash(_("Đã lưu những thư muốn nhận."))
    return _back()


@blueprint.get("/lop-hai")
@staff()
def new_factor() -> Response:
    require_recent()
    return _offer()


@blueprint.post("/lop-hai")
@staff()
def keep_factor() -> AnyResponse:
    """The first code of the new app proves nothing about who sits here, so the old proof has to be recent."""
    require_recent()
    try:
        with transaction() as session:
            officer = session.get_one(Officer, current_officer().id)
            given, device = Given.of(request.form), device_of(request.user_agent.string)
            codes = add_factor(session, officer, given, secret_on_offer(), device, now())
            end_others(session, officer, _here(), now())
    except (NotConfirmed, KeyNotKept) as wrong:
        return _offer(wrong.said, 422)
    forget_offer()
    return _codes(codes)


@blueprint.post("/ma-du-phong")
@staff()
def new_codes() -> AnyResponse:
    require_recent()
    with transaction() as session:
        officer = session.get_one(Officer, current_officer().id)
        codes = recovery.new_codes(session, officer) if has_factor(session, officer) else ()
    return _codes(codes)


@blueprint.post("/ung-dung/bo")
@staff()
def no_app() -> AnyResponse:
    require_recent()
    with transaction() as session:
        officer = session.get_one(Officer, current_officer().id)
        drop_totp(session, officer)
        end_others(session, officer, _here(), now())
    return _back()


@blueprint.post("/khoa/<int:number>/bo")
@staff()
def no_key(number: int) -> AnyResponse:
    require_recent()
    with transaction() as session:
        officer = session.get_one(Officer, current_officer().id)
        drop_key(session, officer, number)
        end_others(session, officer, _here(), now())
    return _back()


@blueprint.post("/phien/<int:number>/ket-thuc")
@staff()
def end(number: int) -> AnyResponse:
    with transaction() as session:
        end_session(session, current_officer(), number, now())
    return _back()


@blueprint.post("/phien/ket-thuc-khac")
@staff()
def end_all_others() -> AnyResponse:
    with transaction() as session:
        end_others(session, current_officer(), _here(), now())
    flash(_("Các phiên khác đã kết thúc."))
    return _back()


def _here() -> int | None:
    here = held()
    return here.id if here else None


def _back() -> AnyResponse:
    return redirect(url_for("account.page"), 303)


def _codes(codes: tuple[str, ...]) -> Response:
    return unkept(render_template("staff/recovery_codes.html", codes=codes, next=url_for("account.page")))


def _offer(problem: LazyString | str = "", status: int = 200) -> Response:
    given = offered(current_officer())
    return unkept(render_template("staff/set_up.html", problem=problem, signing_in=False, **given), status)


def _page(form: ChangePasswordForm, status: int = 200) -> Response:
    session, officer = db.session(), current_officer()
    page = render_template(
        "staff/account.html",
        form=form,
        officer=officer,
        keys=passkeys.keys_of(session, officer),
        codes_left=recovery.codes_left(session, officer),
        sessions=open_sessions(session, officer, now()),
        here=_here(),
        device_of=device_of,
        is_inside=is_inside,
        wants=wants,
    )
    return unkept(page, status)
