"""Messages that went out, or were kept by the console gateway."""

from flask import Blueprint, render_template, request

from feedback_service.access import staff
from feedback_service.carrier import this_carrier
from feedback_service.database import db
from feedback_service.settings.outgoing import MESSAGES_ON_A_PAGE, newest_by_status, outgoing_messages
from feedback_service.settings.views.overview import READERS

blueprint = Blueprint("settings_outgoing", __name__, url_prefix="/can-bo/quan-tri/tin-gui-di")


@blueprint.get("")
@staff(*READERS)
def messages() -> str:
    lines = outgoing_messages(db.session(), request.args.get("truoc", type=int))
    return render_template(
        "settings/outgoing.html",
        lines=lines[:MESSAGES_ON_A_PAGE],
        next_before=lines[MESSAGES_ON_A_PAGE - 1].id if len(lines) > MESSAGES_ON_A_PAGE else None,
        gateways=[("sms", this_carrier().sms.name), ("email", this_carrier().email.name)],
        sent=newest_by_status(db.session()),
    )
