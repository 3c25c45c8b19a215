"""Feeds: what was settled lately, for programs that come again and again. Most of them hear 304."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, request

from feedback_service.access import public
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.kept_pages import kept_page
from feedback_service.pack.current import this_pack
from feedback_service.publishing.feeds.entries import Feed, load_feed, newest
from feedback_service.publishing.feeds.writing import atom, json_feed, rss
from feedback_service.publishing.wishes import read_wish
from feedback_service.web import static_url

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/feed.atom")
@public
def atom_feed() -> Response:
    return _feed("feed.atom", atom, "application/atom+xml")


@blueprint.get("/feed.json")
@public
def json_feed_() -> Response:
    return _feed("feed.json", json_feed, "application/feed+json")


@blueprint.get("/feed.rss")
@public
def rss_feed() -> Response:
    return _feed("feed.rss", rss, "application/rss+xml")


def _feed(name: str, write: Callable[[Feed], str], media_type: str) -> Response:
    session, pack = db.session(), this_pack()
    wish = read_wish(request.args, pack)
    found = newest(session, wish, pack)
    base = this_base()

    def render() -> str:
        icon = base + static_url("img/mark.svg")
        return write(load_feed(session, found, wish, pack, base, name, icon))

    response = kept_page(
        render,
        found.stamp,
        pack.version,
        base,
        content_type=f"{media_type}; charset=utf-8",
        changed_at=found.changed_at,
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def this_base() -> str:
    service: Config = current_app.config["SERVICE"]
    return service.public_base_url
