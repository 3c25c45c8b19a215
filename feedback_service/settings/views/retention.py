"""How long words stay, on screen: the rules, the dry reports, the leader's word on the newest."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.pack.current import this_pack
from feedback_service.settings.retention.running import confirm_run, is_confirmed, report_retention, runs
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role

blueprint = Blueprint("retention", __name__, url_prefix="/can-bo/luu-giu")


@blueprint.get("")
@staff(Role.CLERK, Role.LEADER, Role.AUDITOR)
def index() -> str:
    session = db.session()
    found = runs(session)
    newest = found[0] if found and found[0].dry else None
    return render_template(
        "settings/retention.html",
        rules=this_pack().retention,
        runs=found,
        newest=newest,
        confirmed=is_confirmed(session, newest) if newest else False,
        may_confirm=current_officer().role == Role.LEADER,
    )


@blueprint.post("/xem-truoc")
@staff(Role.CLERK, Role.LEADER)
def look() -> AnyResponse:
    with transaction() as session:
        report_retention(session, now=now(), officer_id=current_officer().id)
    return redirect(url_for("retention.index"), code=303)


@blueprint.post("/<int:number>/duyet")
@staff(Role.LEADER)
def confirm(number: int) -> AnyResponse:
    with transaction() as session:
        confirm_run(session, number, current_officer(), now())
    flash(_("Đã duyệt. Việc xoá chạy trong nền và ghi vào nhật ký."))
    return redirect(url_for("retention.index"), code=303)
