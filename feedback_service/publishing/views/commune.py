"""What changes only with the pack: the ways to reach the commune, and how it keeps what people send."""

from flask import Blueprint, Response, render_template

from feedback_service.access import public
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack

blueprint = Blueprint("commune", __name__)


@blueprint.get("/kenh-tiep-nhan")
@public
def channels() -> Response:
    return _page("publishing/kenh.html")


@blueprint.get("/rieng-tu")
@public
def privacy() -> Response:
    return _page("publishing/rieng_tu.html")


def _page(template: str) -> Response:
    return kept_page(lambda: render_template(template), this_pack().version)
