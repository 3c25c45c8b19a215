"""Keeping a search of the queue under a name, and forgetting it."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import transaction
from feedback_service.errors import Fact
from feedback_service.handling.queue_filter import QueueFilter
from feedback_service.handling.saved_filters import forget_filter, save_filter
from feedback_service.handling.views.desk_list import choosable
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer


@blueprint.post("/hang-doi/bo-loc")
@staff()
def keep_filter() -> AnyResponse:
    """What stands in the address is kept; the name comes by the form."""
    pack = this_pack()
    with transaction() as session:
        officer = current_officer()
        wanted = QueueFilter.from_address(request.args, choosable(officer, pack)).from_the_start()
        args: dict[str, Any] = {**wanted.as_args()}
        back = url_for("desk.queue", **args)
        try:
            kept = save_filter(
                session, officer, request.form.get("ten", ""), wanted, pack.commune.code_prefix, now()
            )
        except Fact as fact:
            flash(str(fact.said), "error")
            return redirect(back, 303)
    flash(_("Đã lưu bộ lọc “%(name)s”.", name=kept.name), "good")
    return redirect(back, 303)


@blueprint.post("/hang-doi/bo-loc/<int:number>/xoa")
@staff()
def drop_filter(number: int) -> AnyResponse:
    with transaction() as session:
        forget_filter(session, current_officer(), number)
    args: dict[str, Any] = request.args.to_dict()
    flash(_("Đã xóa bộ lọc."), "good")
    return redirect(url_for("desk.queue", **args), 303)
