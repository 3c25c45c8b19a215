"""The calls that are owed: seen, made, tried."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.errors import TextMissing
from feedback_service.intake.calls.boxes import as_box
from feedback_service.intake.calls.debts import AlreadyPaid, debts_owed, look_at_number, not_reached, reached
from feedback_service.intake.queries import new_submission_id
from feedback_service.intake.texts import kept
from feedback_service.intake.views.hotline import TAKES_CALLS, blueprint, kept_nowhere
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer


@blueprint.get("/goi-lai")
@staff(*TAKES_CALLS)
def debts() -> Response:
    page = render_template(
        "intake/hotline_goi_lai.html",
        debts=debts_owed(db.session(), current_officer(), now()),
        sheet=new_submission_id(),
        called_at=as_box(now(), this_pack()),
        now=now(),
    )
    return kept_nowhere(page)


@blueprint.post("/goi-lai/<int:number>/duoc")
@staff(*TAKES_CALLS)
def call_made(number: int) -> AnyResponse:
    try:
        with transaction() as session:
            reached(session, current_officer(), number, kept(request.form.get("ghi_chu", "")), now())
    except TextMissing:
        flash(_("Xin ghi cuộc gọi lại ra sao, ví dụ: đã báo ngày sửa đường."), "error")
    except AlreadyPaid as paid:
        flash(str(paid.said), "error")
    else:
        flash(_("Đã ghi cuộc gọi lại."))
    return _back()


@blueprint.post("/goi-lai/<int:number>/khong-gap")
@staff(*TAKES_CALLS)
def nobody_there(number: int) -> AnyResponse:
    try:
        with transaction() as session:
            again = not_reached(session, current_officer(), number, this_pack(), now())
    except AlreadyPaid as paid:
        flash(str(paid.said), "error")
        return _back()
    flash(
        _("Đã ghi không gặp, sẽ nhắc gọi lại sau.")
        if again
        else _("Ba lần không gặp: đã thôi gọi, nhắn tin nếu số này nhận được tin.")
    )
    return _back()


@blueprint.post("/goi-lai/<int:number>/xem-so")
@staff(*TAKES_CALLS)
def see_number(number: int) -> AnyResponse:
    with transaction() as session:
        look_at_number(session, current_officer(), number, now())
    return _back()


def _back() -> AnyResponse:
    return redirect(url_for("hotline.debts"), code=303)
