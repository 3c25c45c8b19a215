"""The queue page. `blueprint` holds every address of the desk; the other modules here add theirs."""

from flask import Blueprint, render_template

from feedback_service.access import staff
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.views.desk_list import desk_list
from feedback_service.pack.current import this_pack
from feedback_service.staff.signed_in import current_officer

blueprint = Blueprint("desk", __name__, url_prefix="/can-bo")


@blueprint.get("/hang-doi")
@staff()
def queue() -> str:
    found = desk_list(db.session(), current_officer(), this_pack(), now())
    return render_template("handling/queue.html", desk=found)
