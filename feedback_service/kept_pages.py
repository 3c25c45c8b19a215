"""Public pages already made, kept by each process, and 304 for whoever has the newest.

A page is kept under everything that it depends on: its address, its language, the revisions that it shows,
the pack, the day. A change makes another key, so nothing is ever stale; what is not asked for falls out.
Only for pages that are the same for everybody: no token of a form, no name of an officer.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from flask import Response, current_app, request
from werkzeug.http import http_date

from feedback_service.language import chosen_language

MOST_PAGES = 512  # of some 20 kB: about 10 MB a process
_MADE_OF = ("templates", "feedback_service/static", "feedback_service/translations")


class Shelf:
    """Pages by key; the one that nobody asked for longest goes first. Safe for threads."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def find(self, key: str) -> bytes | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: bytes) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


def kept_page(
    render: Callable[[], str | bytes],
    *depends_on: object,
    content_type: str = "text/html; charset=utf-8",
    changed_at: datetime | None = None,
) -> Response:
    """The page, made now or before. The values of `depends_on` say by their repr all that it shows.

    The address (with its query), the language and the release are part of the key by themselves.
    `changed_at`, where it is known, goes out as Last-Modified; who asks by it alone is answered by it.
    """
    key = _key(depends_on)
    headers = [("ETag", f'"{key}"'), ("Cache-Control", "no-cache"), ("Vary", "Cookie")]
    if changed_at:
        headers.append(("Last-Modified", http_date(changed_at)))
    if _is_known(key, changed_at):
        return Response(status=304, headers=headers)
    shelf = _shelf()
    page = shelf.find(key)
    if page is None:
        made = render()
        page = made.encode() if isinstance(made, str) else made
        shelf.put(key, page)
    return Response(page, headers=headers, content_type=content_type)


def _is_known(key: str, changed_at: datetime | None) -> bool:
    """The tag decides where one is sent (RFC 9110 §13.2.2): a date knows no half seconds."""
    if "If-None-Match" in request.headers:
        return request.if_none_match.contains_weak(key)
    since = request.if_modified_since
    return bool(changed_at and since and changed_at.replace(microsecond=0) <= since)


def _key(depends_on: tuple[object, ...]) -> str:
    seen = (release(), request.full_path, chosen_language(), depends_on)
    return hashlib.blake2b(repr(seen).encode(), digest_size=12).hexdigest()


def _shelf() -> Shelf:
    found: Shelf | None = current_app.extensions.get("kept_pages")
    if found is None:
        found = current_app.extensions["kept_pages"] = Shelf()
    return found


@lru_cache(maxsize=1)
def release() -> str:
    """Changes with the templates, styles and texts, so that a new release is seen at once."""
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=8)
    for folder in _MADE_OF:
        for file in sorted((root / folder).rglob("*")):
            if file.is_file():
                digest.update(file.name.encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
