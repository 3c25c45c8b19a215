"""What belongs to the sheet while it is filled in: kept by itself, and what the number has brought before."""

from datetime import datetime

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.intake.calls.boxes import sheet_key
from feedback_service.intake.calls.drafts import drop_sheet, keep_sheet
from feedback_service.intake.calls.earlier import earlier_of, show_earlier
from feedback_service.intake.calls.sheet_form import HotlineForm
from feedback_service.intake.codes import read_code
from feedback_service.intake.views.hotline import TAKES_CALLS, blueprint, kept_nowhere, show_sheet
from feedback_service.language import hour
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer


@blueprint.post("/nhap")
@staff(*TAKES_CALLS)
def keep() -> AnyResponse:
    """By the script every few seconds: JSON. By the button: back to the sheet as it was kept."""
    filled = HotlineForm().for_call(this_pack(), now())
    moment = now()
    saved = _keep(filled, moment)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(said=_("Đã lưu nháp %(hour)s", hour=hour(moment)) if saved else "", saved=saved)
    if not saved:
        return show_sheet(filled)
    flash(_("Đã lưu nháp %(hour)s. Phiếu còn đó cho tới khi ghi xong hoặc bỏ.", hour=hour(moment)))
    return redirect(url_for("hotline.sheet", phieu=filled.ma_gui.data), code=303)


def _keep(filled: HotlineForm, moment: datetime) -> bool:
    """Of two first saves of one sheet at once the second finds the first's row."""
    try:
        return _keep_once(filled, moment)
    except IntegrityError:
        return _keep_once(filled, moment)


def _keep_once(filled: HotlineForm, moment: datetime) -> bool:
    sheet = filled.submission_id()
    with transaction() as session:
        return bool(sheet) and keep_sheet(session, current_officer(), sheet, filled.typed(), moment)


@blueprint.post("/nhap/<sheet>/bo")
@staff(*TAKES_CALLS)
def drop(sheet: str) -> AnyResponse:
    with transaction() as session:
        drop_sheet(session, current_officer(), sheet_key(sheet))
    flash(_("Đã bỏ phiếu nháp."))
    return redirect(url_for("hotline.sheet"), code=303)


@blueprint.post("/so-may")
@staff(*TAKES_CALLS)
def caller() -> Response:
    """What the number has brought before. `hien` names a case to look at, `them` one to add this call to."""
    filled = HotlineForm().for_call(this_pack(), now())
    prefix = this_pack().commune.code_prefix
    look_at = read_code(request.form.get("hien", ""), prefix)
    if look_at:
        with transaction() as session:
            show_earlier(session, current_officer(), look_at, now())
    filled.ho_so.data = read_code(request.form.get("them", ""), prefix) or filled.ho_so.data
    if "manh" not in request.args:
        return show_sheet(filled)
    found = earlier_of(db.session(), current_officer(), filled.dien_thoai.data or "", now())
    return kept_nowhere(render_template("intake/hotline_so_may.html", form=filled, earlier=found))
