"""For links from elsewhere: the picture of a result, the map of the site, what robots may read, described data."""

import json
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, request
from flask_babel import gettext as _
from markupsafe import Markup

from feedback_service.access import public
from feedback_service.database import db
from feedback_service.errors import NoSuchCase
from feedback_service.handling.public.queries import find_public_case, glance
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.publishing.feeds.entries import last_change
from feedback_service.publishing.open_data.catalogue import dataset
from feedback_service.publishing.sharing import described
from feedback_service.publishing.sharing.picture import picture
from feedback_service.publishing.sharing.site_map import FIXED, Place, pages, results_on
from feedback_service.publishing.views.feeds import this_base

blueprint = Blueprint("sharing", __name__)
_XML = "application/xml; charset=utf-8"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@blueprint.get("/ket-qua/<code>/anh-chia-se.png")
@public
def result_picture(code: str) -> Response:
    """Like the result itself: 404 for what was never published, 410 for what was taken back."""
    seen = glance(code := code.upper())
    if seen is None or not (seen.shown or seen.gone):
        raise NoSuchCase
    if seen.gone:
        abort(410)
    pack = this_pack()
    found = find_public_case(db.session(), code, pack)
    if found is None:
        raise NoSuchCase
    below = " · ".join(words.vi for words in (found.area, found.unit) if words)
    shown = (found.title, pack.commune.brand.vi, below)
    return kept_page(lambda: picture(*shown), shown, content_type="image/png")


@blueprint.get("/anh-chia-se.png")
@public
def own_picture() -> Response:
    commune = this_pack().commune
    shown = (commune.brand.vi, commune.authority.vi, commune.website)
    return kept_page(lambda: picture(*shown), shown, content_type="image/png")


@blueprint.get("/sitemap.xml")
@public
def site_map() -> Response:
    count, changed = pages(db.session()), last_change(db.session())

    def render() -> str:
        names = ("sitemap-trang.xml", *(f"sitemap-{number}.xml" for number in range(1, count + 1)))
        places = [Place(f"/{name}", changed if "trang" not in name else None) for name in names]
        return _map("sitemapindex", "sitemap", places)

    return kept_page(render, count, changed, content_type=_XML, changed_at=changed)


@blueprint.get("/sitemap-trang.xml")
@public
def fixed_pages() -> Response:
    return kept_page(
        lambda: _map("urlset", "url", [Place(path, None) for path in FIXED]), FIXED, content_type=_XML
    )


@blueprint.get("/sitemap-<int:number>.xml")
@public
def results_map(number: int) -> Response:
    session, changed = db.session(), last_change(db.session())
    if not 1 <= number <= pages(session):
        abort(404)
    return kept_page(
        lambda: _map("urlset", "url", results_on(session, number)),
        changed,
        content_type=_XML,
        changed_at=changed,
    )


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Private pages say noindex themselves; a robot that is kept out of them could not read that."""
    words = f"User-agent: *\nDisallow: /can-bo/\nDisallow: /webhooks/\nSitemap: {this_base()}/sitemap.xml\n"
    return kept_page(lambda: words, words, content_type="text/plain; charset=utf-8")


def _map(root: str, item: str, places: list[Place]) -> str:
    base = this_base()
    lines = "".join(_line(item, base, place) for place in places)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{_NAMESPACE}">\n{lines}</{root}>\n'


def _line(item: str, base: str, place: Place) -> str:
    changed = f"<lastmod>{_moment(place.changed_at)}</lastmod>" if place.changed_at else ""
    return f"<{item}><loc>{escape(base + place.path)}</loc>{changed}</{item}>\n"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


@blueprint.app_template_global()
def canonical() -> str:
    """The one address of this page, without search, filters and language."""
    return this_base() + request.path


@blueprint.app_template_global()
def shared_picture(code: str = "") -> str:
    return f"{this_base()}/ket-qua/{code}/anh-chia-se.png" if code else f"{this_base()}/anh-chia-se.png"


@blueprint.app_template_global()
def describe_organisation() -> Markup:
    return _script(described.organisation(this_pack(), this_base()))


@blueprint.app_template_global()
def describe_result(result: object) -> Markup:
    return _script(described.article(result, this_pack(), this_base(), _("Kết quả")))


@blueprint.app_template_global()
def describe_questions(asked: list[tuple[str, str]]) -> Markup:
    return _script(described.questions(asked)) if asked else Markup("")


@blueprint.app_template_global()
def describe_data(changed: datetime | None) -> Markup:
    return _script(dataset(this_pack(), this_base(), changed.isoformat() if changed else ""))


def _script(thing: described.Thing) -> Markup:
    """Allowed by its hash (web.py). No `<` can end it early."""
    text = json.dumps(thing, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704  escaped above
