"""The first page of the settings: what is not confirmed, what stands still, what was changed last."""

from flask import Blueprint, current_app, render_template

from feedback_service.access import staff
from feedback_service.carrier import this_carrier
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.health import health_of
from feedback_service.pack.current import this_pack
from feedback_service.routing.rehearsing.faults import count_broken
from feedback_service.settings.history import pack_versions
from feedback_service.settings.outgoing import newest_by_status
from feedback_service.settings.unverified import count_unverified
from feedback_service.vocabulary import Role

blueprint = Blueprint("settings", __name__, url_prefix="/can-bo/quan-tri")
READERS = (Role.ADMIN, Role.AUDITOR)


@blueprint.get("")
@staff(*READERS)
def overview() -> str:
    sections = count_unverified(this_pack())
    return render_template(
        "settings/overview.html",
        sections=sections,
        unverified=sum(section.unverified for section in sections),
        health=health_of(db.session(), current_app.config["DATA_DIR"], now()),
        gateways=[("sms", this_carrier().sms.name), ("email", this_carrier().email.name)],
        sent=newest_by_status(db.session()),
        versions=pack_versions(db.session()),
        broken=count_broken(this_pack()),
    )
