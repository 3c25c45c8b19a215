"""Asking for a link to a new password. The answer is the same for every address."""

from flask import Blueprint, Response, render_template
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.staff.forgotten import ask_for_link
from feedback_service.staff.forms import ForgottenForm
from feedback_service.staff.views.second_step import unkept

blueprint = Blueprint("forgotten", __name__, url_prefix="/can-bo/quen-mat-khau")


@blueprint.get("")
@public
def page() -> Response:
    return _page(ForgottenForm(formdata=None))


@blueprint.post("")
@public
def ask() -> AnyResponse:
    form = ForgottenForm()
    if not form.validate():
        return _page(form, status=422)
    with transaction() as session:
        ask_for_link(session, form.email.data or "", now())
    return _page(form, asked=True)


def _page(form: FlaskForm, *, asked: bool = False, status: int = 200) -> Response:
    return unkept(render_template("staff/forgotten.html", form=form, asked=asked), status)
