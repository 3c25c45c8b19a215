"""The models of routing: which is in force, going back, training now."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.routing.learning.switching import go_back_to
from feedback_service.routing.learning.taking_up import follower
from feedback_service.settings.models import ask_for_training, models_page
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_models", __name__, url_prefix="/can-bo/quan-tri/mo-hinh")


@blueprint.get("")
@staff(*READERS)
def models() -> str:
    follower().look_again()  # whoever looks here wants to know it now
    return render_template(
        "settings/models.html",
        page=models_page(db.session(), this_pack(), now()),
        may_change=current_officer().role == Role.ADMIN,
    )


@blueprint.post("/huan-luyen")
@staff(Role.ADMIN)
def train() -> Response:
    with transaction() as session:
        ask_for_training(session, current_officer(), now())
    flash(_("Đang huấn luyện, mất vài phút. Tải lại trang sau để xem kết quả."))
    return redirect(url_for("settings_models.models"), code=303)


@blueprint.post("/<int:number>/quay-lai")
@staff(Role.ADMIN)
def back(number: int) -> Response:
    """Number 0 is the shipped one."""
    with transaction() as session:
        go_back_to(session, number, current_officer(), now())
    follower().look_again()
    flash(_("Đã quay lại bản đã chọn. Mọi máy dùng bản này trong vòng nửa phút."))
    return redirect(url_for("settings_models.models"), code=303)
