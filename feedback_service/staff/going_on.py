"""Where one goes on after signing in: only to the desk's own pages, never to what somebody slipped into a link."""

from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

DESK = "/can-bo/hang-doi"


def go_on_to(wanted: str | None) -> str:
    parts = urlsplit(wanted or "")
    own = not (parts.scheme or parts.netloc) and parts.path.startswith("/can-bo/")
    return _page_at(wanted) if wanted and own and "\\" not in wanted else DESK


def _page_at(wanted: str) -> str:
    """The page itself; for an address that only takes forms (the session ended meanwhile) the page above it."""
    adapter = current_app.url_map.bind("")
    path, _, query = wanted.partition("?")
    while path != "/can-bo":
        try:
            adapter.match(path, method="GET")
            return f"{path}?{query}" if query else path
        except (NotFound, MethodNotAllowed, RequestRedirect):
            path = path.rsplit("/", 1)[0]
    return DESK
