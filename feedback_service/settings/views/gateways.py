"""The gateways: their health, their alarms, the ledger; and asking them now."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.language import local
from feedback_service.pack.current import this_pack
from feedback_service.settings.gateways import (
    LEDGER_DAYS,
    acknowledge_alarm,
    ask_for_reconciling,
    gateway_lines,
    house_alarms,
    ledger_lines,
)
from feedback_service.settings.views.overview import READERS
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings_gateways", __name__, url_prefix="/can-bo/quan-tri/kenh")


@blueprint.get("")
@staff(*READERS)
def gateways() -> str:
    moment = now()
    return render_template(
        "settings/gateways.html",
        gateways=gateway_lines(db.session(), this_pack(), moment),
        alarms=house_alarms(db.session()),
        ledger=ledger_lines(db.session(), local(moment).date()),
        days=LEDGER_DAYS,
        may_change=current_officer().role == Role.ADMIN,
    )


@blueprint.post("/doi-soat")
@staff(Role.ADMIN)
def reconcile() -> Response:
    with transaction() as session:
        ask_for_reconciling(session, now())
    flash(_("Đang hỏi các cổng. Tải lại trang sau ít phút để xem kết quả."))
    return redirect(url_for("settings_gateways.gateways"), code=303)


@blueprint.post("/bao-dong/<int:number>/da-biet")
@staff(Role.ADMIN)
def acknowledged(number: int) -> Response:
    with transaction() as session:
        acknowledge_alarm(session, number, current_officer(), now())
    flash(_("Đã ghi: ông/bà đang xử lý báo động này."))
    return redirect(url_for("settings_gateways.gateways"), code=303)
