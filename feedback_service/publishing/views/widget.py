"""The frame for other pages (/nhung), the code to copy, and oEmbed (oembed.com)."""

from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from flask import Blueprint, Response, abort, current_app, g, jsonify, render_template, request
from flask_babel import gettext as _

from feedback_service.access import public
from feedback_service.clock import now
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.handling.promises import local_day
from feedback_service.handling.public.lines import line
from feedback_service.handling.public.queries import load_public_cases
from feedback_service.kept_pages import kept_page
from feedback_service.language import words
from feedback_service.pack.current import this_pack
from feedback_service.publishing.queries import list_results
from feedback_service.publishing.views.feeds import this_base
from feedback_service.publishing.widget.asking import (
    SIZES,
    Frame,
    fitting,
    frame_code,
    frame_of_address,
    read_frame,
)
from feedback_service.publishing.wishes import Wish
from feedback_service.reporting.figures import on_time_of_100
from feedback_service.reporting.figures.kept import KeptFigures

blueprint = Blueprint("widget", __name__)
CACHE_SECONDS = 3600
MOST_PIXELS = 4000


@blueprint.get("/nhung")
@public
def widget() -> Response:
    """Sets no cookie and asks for none: it stands on somebody else's page."""
    g.no_cookies = True
    session, pack = db.session(), this_pack()
    frame = read_frame(request.args, pack)
    today = local_day(now(), pack)
    listing = list_results(session, Wish(unit=frame.unit), pack, size=frame.amount)
    year = KeptFigures(session).totals(today.replace(month=1, day=1), today, today)

    def render() -> str:
        unit = pack.unit_by_code.get(frame.unit)
        return render_template(
            "publishing/nhung.html",
            base=this_base(),
            results=[line(case) for case in load_public_cases(session, listing.ids, pack)],
            unit=words(unit.name) if unit else "",
            page=f"/ket-qua?don_vi={frame.unit}" if frame.unit else "/ket-qua",
            year=today.year,
            answered=year.answered,
            on_time=on_time_of_100(year),
        )

    response = kept_page(render, listing.ids, listing.stamp, year, today.year, pack.version)
    response.headers["Content-Security-Policy"] = _policy()
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    del response.headers["Vary"]
    return response


@blueprint.get("/nhung/huong-dan")
@public
def guide() -> Response:
    pack, base = this_pack(), this_base()
    frame = read_frame(request.args, pack)

    def render() -> str:
        sizes = [(name, *SIZES[name], _code(frame, *SIZES[name])) for name in SIZES]
        return render_template(
            "publishing/nhung_huong_dan.html",
            sizes=sizes,
            units=[
                (unit.code, words(unit.name)) for unit in pack.units if not (unit.retired or unit.outside)
            ],
            frame=frame,
            base=base,
            allowed=_service().embed_ancestors,
        )

    return kept_page(render, frame, pack.version, _service().embed_ancestors)


@blueprint.get("/oembed")
@public
def oembed() -> Response:
    """404 for an address that has no frame, 501 for a form that we do not write, as oembed.com has it."""
    form = request.args.get("format", "json")
    if form not in {"json", "xml"}:
        abort(501)
    frame = frame_of_address(request.args.get("url", ""), this_base(), this_pack())
    if frame is None:
        abort(404)
    width, height = fitting(*SIZES["vua"], _pixels("maxwidth"), _pixels("maxheight"))
    found = _rich(frame, width, height)
    response = (
        jsonify(found) if form == "json" else Response(_xml(found), content_type="text/xml; charset=utf-8")
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={CACHE_SECONDS}"
    return response


@blueprint.app_template_global()
def oembed_address() -> str:
    """Where the frame of the page at hand is told of."""
    return f"/oembed?format=json&url={quote(this_base() + request.path, safe='')}"


def _rich(frame: Frame, width: int, height: int) -> dict[str, Any]:
    pack = this_pack()
    return {
        "version": "1.0",
        "type": "rich",
        "title": words(pack.commune.brand),
        "provider_name": words(pack.commune.authority),
        "provider_url": this_base(),
        "cache_age": CACHE_SECONDS,
        "width": width,
        "height": height,
        "html": _code(frame, width, height),
    }


def _code(frame: Frame, width: int, height: int) -> str:
    title = _("Kết quả xã đã trả lời bà con")
    return frame_code(this_base() + frame.path, title, f"{this_base()}/ket-qua", width, height)


def _xml(found: dict[str, Any]) -> str:
    root = ET.Element("oembed")
    for name, value in found.items():
        ET.SubElement(root, name).text = str(value)
    return '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n' + ET.tostring(root, encoding="unicode")


def _pixels(name: str) -> int | None:
    """None where nothing, or nothing that makes sense, is said."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= MOST_PIXELS else None


def _policy() -> str:
    ancestors = " ".join(("'self'", *_service().embed_ancestors))
    return (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {ancestors}"
    )


def _service() -> Config:
    service: Config = current_app.config["SERVICE"]
    return service
