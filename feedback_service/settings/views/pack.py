"""The pack in force, section by section. It is changed by its files and `flask load-pack`, and entry by entry."""

from flask import Blueprint, abort, render_template

from feedback_service.access import staff
from feedback_service.pack.current import this_pack
from feedback_service.settings.unverified import count_unverified
from feedback_service.settings.views.editing import PACK_READERS

blueprint = Blueprint("settings_pack", __name__, url_prefix="/can-bo/quan-tri/danh-muc")


@blueprint.get("/<section>")
@staff(*PACK_READERS)
def section(section: str) -> str:
    counts = {count.section: count for count in count_unverified(this_pack())}
    if section not in counts:
        abort(404)
    return render_template(
        "settings/section.html", section=section, count=counts[section], counts=counts.values()
    )
