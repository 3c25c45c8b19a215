"""Officers: added with a one-time link that is shown once, closed, opened again."""

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.records import Officer
from feedback_service.settings.forms import ROLE_NAMES, NewOfficerForm, RoleForm
from feedback_service.settings.officers import (
    OnlyMadeUpOfficers,
    close_account,
    forget_factor,
    new_link,
    officers_with_factor,
    open_account,
)
from feedback_service.settings.roles import Sought, change_role, find_officer, found_officers, open_in_hand
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.officers import EmailTaken, add_officer, link
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_officers", __name__, url_prefix="/can-bo/quan-tri/can-bo")


@blueprint.get("")
@staff(*READERS)
def officers() -> Response:
    return _page(NewOfficerForm(formdata=None).for_pack(this_pack()))


@blueprint.post("")
@staff(Role.ADMIN)
def add() -> Response:
    filled = NewOfficerForm().for_pack(this_pack())
    if not filled.validate():
        return _page(filled, status=422)
    if current_app.config["SERVICE"].demo:
        raise OnlyMadeUpOfficers
    name, email = (filled.ho_ten.data or "").strip(), filled.email.data or ""
    try:
        with transaction() as session:
            role = Role(filled.vai_tro.data)
            token = add_officer(session, email, role, filled.don_vi.data or "", this_pack(), now(), name)
    except EmailTaken as taken:
        filled.email.errors = [str(taken.said)]
        return _page(filled, status=422)
    return _page(NewOfficerForm(formdata=None).for_pack(this_pack()), made=(name, _link(token)))


@blueprint.get("/<int:number>")
@staff(Role.ADMIN)
def officer(number: int) -> Response:
    found = find_officer(db.session(), number)
    data = {"vai_tro": found.role.value, "don_vi": found.unit_code}
    return _role_page(found, RoleForm(formdata=None, data=data).for_pack(this_pack()))


@blueprint.post("/<int:number>")
@staff(Role.ADMIN)
def another_role(number: int) -> AnyResponse:
    filled = RoleForm().for_pack(this_pack())
    if not filled.validate():
        return _role_page(find_officer(db.session(), number), filled, 422)
    with transaction() as session:
        role, unit = Role(filled.vai_tro.data), filled.don_vi.data or ""
        changed = change_role(session, number, role, unit, current_officer(), this_pack(), now())
        name = changed.name
    flash(_("Đã đổi vai trò của %(name)s. Người này đăng nhập lại mới làm tiếp được.", name=name))
    return redirect(url_for("settings_officers.officers"), code=303)


@blueprint.post("/<int:number>/duong-dan")
@staff(Role.ADMIN)
def another_link(number: int) -> Response:
    with transaction() as session:
        officer, token = new_link(session, number)
    return _page(NewOfficerForm(formdata=None).for_pack(this_pack()), made=(officer.name, _link(token)))


@blueprint.post("/<int:number>/khoa")
@staff(Role.ADMIN)
def close(number: int) -> AnyResponse:
    with transaction() as session:
        officer = close_account(session, number, current_officer())
    flash(_("Đã khóa tài khoản của %(name)s.", name=officer.name))
    return redirect(url_for("settings_officers.officers"), code=303)


@blueprint.post("/<int:number>/mo")
@staff(Role.ADMIN)
def reopen(number: int) -> AnyResponse:
    with transaction() as session:
        officer = open_account(session, number, now())
    flash(_("Đã mở lại tài khoản của %(name)s.", name=officer.name))
    return redirect(url_for("settings_officers.officers"), code=303)


@blueprint.post("/<int:number>/bo-lop-hai")
@staff(Role.ADMIN)
def no_factor(number: int) -> AnyResponse:
    with transaction() as session:
        officer = forget_factor(session, number, now())
    flash(_("Lần đăng nhập tới, %(name)s thiết lập lại lớp bảo vệ thứ hai.", name=officer.name))
    return redirect(url_for("settings_officers.officers"), code=303)


def _link(token: str) -> str:
    return link(current_app.config["SERVICE"].public_base_url, token)


def _role_page(found: Officer, form: RoleForm, status: int = 200) -> Response:
    page = render_template(
        "settings/officer.html",
        officer=found,
        form=form,
        in_hand=open_in_hand(db.session(), found),
        mine=found.id == current_officer().id,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _sought() -> Sought:
    asked = request.args
    return Sought(asked.get("q", "")[:120], asked.get("loc_don_vi", ""), asked.get("loc_vai_tro", ""))


def _page(form: NewOfficerForm, made: tuple[str, str] | None = None, status: int = 200) -> Response:
    """The link stands in the answer to the request that made it, and nowhere else."""
    page = render_template(
        "settings/officers.html",
        form=form,
        made=made,
        officers=found_officers(db.session(), _sought()),
        sought=_sought(),
        role_names=ROLE_NAMES,
        me=current_officer(),
        with_factor=officers_with_factor(db.session()),
        may_change=current_officer().role == Role.ADMIN,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
