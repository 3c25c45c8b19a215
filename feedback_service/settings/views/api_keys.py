"""Keys for those who send cases by Open311: made, shown once, revoked."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse
from wtforms import EmailField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.language import TranslatedMeta
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.api_keys import all_keys, make_key, revoke_key
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_api_keys", __name__, url_prefix="/can-bo/quan-tri/khoa-open311")


class NewKeyForm(FlaskForm):
    class Meta(TranslatedMeta):
        pass

    ten = StringField(_l("Cấp cho ai"), [InputRequired(_l("Xin ghi khoá này cấp cho ai.")), Length(max=120)])
    email = EmailField(
        _l("Thư điện tử của họ"),
        [Optional(), Length(max=254), Email(_l("Địa chỉ thư này chưa đúng, ví dụ ten@gmail.com."))],
    )


@blueprint.get("")
@staff(*READERS)
def keys() -> Response:
    return _page(NewKeyForm(formdata=None))


@blueprint.post("")
@staff(Role.ADMIN)
def make() -> Response:
    """The key stands on the answer to this form and on no other page: it is kept by nobody on the way."""
    form = NewKeyForm()
    if not form.validate():
        return _page(form, 422)
    with transaction() as session:
        key = make_key(session, current_officer(), form.ten.data or "", form.email.data or "", now())[1]
    return _page(NewKeyForm(formdata=None), key=key)


@blueprint.post("/<int:number>/thu-hoi")
@staff(Role.ADMIN)
def revoke(number: int) -> AnyResponse:
    with transaction() as session:
        revoke_key(session, number, now())
    flash(_("Đã thu hồi khoá. Ứng dụng dùng khoá này không gửi được nữa."))
    return redirect(url_for("settings_api_keys.keys"), code=303)


def _page(form: NewKeyForm, status: int = 200, key: str = "") -> Response:
    page = render_template(
        "settings/api_keys.html",
        form=form,
        keys=all_keys(db.session()),
        key=key,
        may_change=current_officer().role == Role.ADMIN,
    )
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response
