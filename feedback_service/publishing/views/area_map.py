"""Results by area: a list, and beside it a map where the commune has named one. Nobody needs the map."""

from datetime import date
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.handling.promises import local_day
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.publishing.by_area import by_area
from feedback_service.reporting.figures.kept import KeptFigures
from feedback_service.web import allow_pictures_from

blueprint = Blueprint("area_map", __name__)


@blueprint.get("/ket-qua/ban-do")
@public
def page() -> Response:
    session, pack = db.session(), this_pack()
    known, today = KeptFigures(session), local_day(now(), pack)
    first = date(known.years(today)[0], 1, 1)
    found = by_area(known.figures(first, today).areas, pack)
    origin = _origin(pack.commune.map_tiles) if found.has_places else ""

    def render() -> str:
        return render_template("publishing/ban_do.html", lines=found.lines, few=found.few, map_host=origin)

    response = kept_page(render, found.lines, pack.version)
    if origin:
        allow_pictures_from(response, origin)
    return response


def _origin(tiles: str) -> str:
    """ "https://tile.example.org" of the tiles' address; "" where there is none."""
    parts = urlsplit(tiles)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
