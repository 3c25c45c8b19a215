"""Open data: the page that explains it, the catalogue, and the files, which are made while they are sent."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask_babel import gettext as _
from werkzeug.http import http_date

from feedback_service.access import public
from feedback_service.database import db
from feedback_service.handling.promises import zone_of
from feedback_service.handling.public.filter import PublicCase
from feedback_service.kept_pages import kept_page, release
from feedback_service.pack.current import this_pack
from feedback_service.publishing.feeds.entries import last_change
from feedback_service.publishing.open_data.catalogue import catalogue
from feedback_service.publishing.open_data.dictionary import FIELDS, LICENCE, LICENCE_NAME
from feedback_service.publishing.open_data.streaming import About, as_csv, as_json, every_public_case
from feedback_service.publishing.views.feeds import this_base

blueprint = Blueprint("open_data", __name__, url_prefix="/du-lieu-mo")


@blueprint.get("")
@public
def page() -> Response:
    changed = last_change(db.session())

    def render() -> str:
        return render_template(
            "publishing/du_lieu_mo.html",
            fields=FIELDS,
            licence=LICENCE,
            licence_name=LICENCE_NAME,
            changed=changed,
            base=this_base(),
        )

    return kept_page(render, changed, this_pack().version)


@blueprint.get("/danh-muc.jsonld")
@public
def catalogue_() -> Response:
    pack, changed = this_pack(), last_change(db.session())

    def render() -> str:
        return json.dumps(catalogue(pack, this_base(), _iso(changed)), ensure_ascii=False, indent=1)

    return kept_page(render, changed, pack.version, content_type="application/ld+json; charset=utf-8")


@blueprint.get("/ket-qua.csv")
@public
def csv_file() -> Response:
    zone = zone_of(this_pack())
    response = _streamed(lambda cases: as_csv(cases, zone), "text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="ket-qua.csv"'
    return response


@blueprint.get("/ket-qua.json")
@public
def json_file() -> Response:
    pack, base = this_pack(), this_base()
    zone, changed = zone_of(pack), _iso(last_change(db.session()))
    about = About(
        title=_("Kết quả đã công khai"),
        publisher=pack.commune.authority.vi,
        licence=LICENCE,
        address=f"{base}/du-lieu-mo",
        changed=changed,
    )
    return _streamed(lambda cases: as_json(cases, zone, about), "application/json; charset=utf-8")


def _streamed(write: Callable[[Iterator[PublicCase]], Iterator[str]], content_type: str) -> Response:
    """304 where nothing that the public sees has changed: one look at an index, however many rows there are."""
    session, pack = db.session(), this_pack()
    changed = last_change(session)
    tag = hashlib.blake2b(repr((changed, pack.version, release(), request.path)).encode(), digest_size=12)
    headers = {
        "ETag": f'"{tag.hexdigest()}"',
        "Cache-Control": "no-cache",
        "Access-Control-Allow-Origin": "*",
    }
    if changed:
        headers["Last-Modified"] = http_date(changed)
    if request.if_none_match.contains_weak(tag.hexdigest()):
        return Response(status=304, headers=headers)
    rows = write(every_public_case(session, pack))
    return Response(stream_with_context(rows), headers=headers, content_type=content_type)


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(zone_of(this_pack())).isoformat(timespec="seconds") if moment else ""
