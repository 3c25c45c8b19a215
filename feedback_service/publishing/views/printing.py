"""Sheets to print, and the address in their square: it counts where somebody came from and leads to the form."""

from collections.abc import Callable

from flask import Blueprint, Flask, Response, abort, current_app, redirect, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as AnyResponse

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.handling.promises import local_day
from feedback_service.pack.current import current_pack, this_pack
from feedback_service.publishing.placements.counting import find_place
from feedback_service.publishing.placements.placing import LONGEST_CODE, count_scan
from feedback_service.publishing.printing.making import make_sheet
from feedback_service.publishing.printing.sheets import Asked, Layout, Tongue

blueprint = Blueprint("printing", __name__)


@blueprint.get("/to-roi.pdf")
@public
def leaflet() -> Response:
    return _sheet(Layout.LEAFLET, "to-roi")


@blueprint.get("/ap-phich.pdf")
@public
def poster() -> Response:
    return _sheet(Layout.POSTER, "ap-phich")


@blueprint.get("/bang-ron.pdf")
@public
def banner() -> Response:
    return _sheet(Layout.BANNER, "bang-ron")


@blueprint.get("/q/<code>")
@public
def scanned(code: str) -> AnyResponse:
    """To the form at once; counted when the answer is on its way, so that nobody waits for a counter."""
    response = redirect("/gui")
    response.headers["Cache-Control"] = "no-store"
    if request.method == "GET" and not _only_looking_ahead() and len(code) <= LONGEST_CODE:
        response.call_on_close(_counting(current_app._get_current_object(), code.lower()))  # type: ignore[attr-defined]
    return response


def _only_looking_ahead() -> bool:
    """Browsers and chat programs fetch what nobody has opened yet."""
    return "prefetch" in f"{request.headers.get('Purpose', '')}{request.headers.get('Sec-Purpose', '')}"


def _counting(app: Flask, code: str) -> Callable[[], None]:
    def count() -> None:
        try:
            with app.app_context(), transaction() as session:
                count_scan(session, code, local_day(now(), current_pack(session)))
        except SQLAlchemyError:
            app.logger.warning(
                "scan_not_counted"
            )  # a number, not a citizen's words: the form is open already

    return count


def _sheet(layout: Layout, name: str) -> Response:
    """`diem`: the placement; `ngon_ngu=song-ngu`; `chu_to=1`. Anything else is left out."""
    place = request.args.get("diem", "")
    if place and find_place(db.session(), place) is None:
        abort(404)
    tongue = Tongue.BOTH if request.args.get("ngon_ngu") == Tongue.BOTH else Tongue.VIETNAMESE
    service: Config = current_app.config["SERVICE"]
    asked = Asked(layout, tongue, request.args.get("chu_to") == "1", place)
    response = Response(make_sheet(this_pack(), asked, service.public_base_url), mimetype="application/pdf")
    filename = "-".join(part for part in (name, place) if part)
    response.headers["Content-Disposition"] = f'inline; filename="{filename}.pdf"'
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
