"""The phones on duty, on screen: added, ordered, tried, removed."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField, TelField
from wtforms.validators import InputRequired, Length

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.language import TranslatedMeta
from feedback_service.pack.current import this_pack
from feedback_service.settings.duty import (
    AlreadyOnDuty,
    NotAMobile,
    add_phone,
    duty_list,
    move_phone,
    remove_phone,
    try_phone,
)
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_duty", __name__, url_prefix="/can-bo/quan-tri/truc")


class NewPhoneForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    ten = StringField(
        _l("Tên người trực"), [InputRequired(_l("Xin ghi tên người giữ máy.")), Length(max=120)]
    )
    so = TelField(_l("Số di động"), [InputRequired(_l("Xin ghi số di động.")), Length(max=40)])


@blueprint.get("")
@staff(*READERS)
def phones() -> Response:
    return _page(NewPhoneForm(formdata=None))


@blueprint.post("")
@staff(Role.ADMIN)
def add() -> AnyResponse:
    filled = NewPhoneForm()
    if not filled.validate():
        return _page(filled, 422)
    try:
        with transaction() as session:
            add_phone(session, filled.ten.data or "", filled.so.data or "")
    except (NotAMobile, AlreadyOnDuty) as fact:
        filled.so.errors = [str(fact.said)]
        return _page(filled, 422)
    flash(_("Đã thêm máy trực của %(name)s. Xin gửi thử một tin.", name=filled.ten.data))
    return redirect(url_for("settings_duty.phones"), code=303)


@blueprint.post("/<int:number>/<any(len, xuong):way>")
@staff(Role.ADMIN)
def move(number: int, way: str) -> AnyResponse:
    with transaction() as session:
        move_phone(session, number, up=way == "len")
    return redirect(url_for("settings_duty.phones"), code=303)


@blueprint.post("/<int:number>/thu")
@staff(Role.ADMIN)
def try_out(number: int) -> AnyResponse:
    with transaction() as session:
        name = try_phone(session, number, this_pack(), now())
    flash(_("Đang gửi tin thử cho %(name)s. Tải lại trang để xem tin đã đến chưa.", name=name))
    return redirect(url_for("settings_duty.phones"), code=303)


@blueprint.post("/<int:number>/bo")
@staff(Role.ADMIN)
def remove(number: int) -> AnyResponse:
    with transaction() as session:
        name = remove_phone(session, number)
    flash(_("Đã bỏ máy trực của %(name)s.", name=name))
    return redirect(url_for("settings_duty.phones"), code=303)


def _page(form: NewPhoneForm, status: int = 200) -> Response:
    may_change = current_officer().role == Role.ADMIN
    page = render_template(
        "settings/duty.html", form=form, phones=duty_list(db.session()), may_change=may_change
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
