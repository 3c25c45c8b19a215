"""Promises that a changed calendar or rule would move, for a leader to take or leave: /can-bo/doi-han."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.handling.limits.moved import decide_moves, waiting_moves
from feedback_service.handling.limits.words import clock_name
from feedback_service.handling.views.queue import blueprint
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer
from feedback_service.vocabulary import Role


@blueprint.get("/doi-han")
@staff(Role.LEADER)
def moves() -> Response:
    lines = waiting_moves(db.session(), current_officer())
    response = make_response(render_template("handling/moves.html", lines=lines, clock_name=clock_name))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/doi-han")
@staff(Role.LEADER)
def decide_on_moves() -> AnyResponse:
    """`viec` is "doi" or "giu"; `so`, repeated, names the lines that the leader had before his eyes."""
    take = request.form.get("viec") == "doi"
    numbers = [int(one) for one in request.form.getlist("so") if one.isdecimal() and len(one) < 19]
    with transaction() as session:
        count = decide_moves(session, current_officer(), numbers, take, this_pack(), now())
    done = ngettext("Đã quyết %(num)d thời hạn.", "Đã quyết %(num)d thời hạn.", count)
    flash(done if count else _("Chưa chọn thời hạn nào."))
    return redirect(url_for("desk.moves"), 303)
