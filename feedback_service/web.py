"""What every page shares: headers, static addresses, what templates may use."""

import gzip
import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import segno
from flask import Flask, Response, current_app, request, url_for
from flask_wtf import CSRFProtect
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from markupsafe import Markup

from feedback_service.access import public
from feedback_service.config import Config
from feedback_service.pack.current import known_hotline, this_pack

csrf = CSRFProtect()

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_web(app: Flask, config: Config) -> None:
    app.jinja_env.undefined = StrictUndefined
    if config.template_cache:
        config.template_cache.mkdir(exist_ok=True)
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(config.template_cache))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        static_url=static_url,
        qr_of=qr_of,
        known_hotline=known_hotline,
        demo=config.demo,
        source_url=config.source_url,
    )
    app.context_processor(_template_words)
    app.view_functions["static"] = public(app.view_functions["static"])
    app.after_request(_secure)
    app.after_request(_squeeze)
    csrf.init_app(app)


def _template_words() -> dict[str, object]:
    return {"pack": _PackWhenAsked()}


class _PackWhenAsked:
    """The pack, looked up only by a template that names it: the 503 page must do without a database."""

    def __getattr__(self, name: str) -> object:
        return getattr(this_pack(), name)


def _secure(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith(_NOT_SEARCHED):
        response.headers["X-Robots-Tag"] = "noindex"
    _allow_described_data(response)
    if request.endpoint == "static" and "v" in request.args:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache, private"
    return response


def allow_pictures_from(response: Response, origin: str) -> None:
    """Pictures of one more house, on this answer only: `origin` is a scheme and a host, checked before (map tiles)."""
    policy = _HEADERS["Content-Security-Policy"].replace("img-src 'self'", f"img-src 'self' {origin}", 1)
    response.headers["Content-Security-Policy"] = policy


def _allow_described_data(response: Response) -> None:
    """What a page says of itself to search engines (JSON-LD) stands in it as a script that runs nothing. The policy
    allows just these bytes, by their hash."""
    if response.mimetype != "text/html" or response.is_streamed:
        return
    found = _DESCRIBED.search(response.get_data())
    if found:
        digest = b64encode(hashlib.sha256(found[1]).digest()).decode()
        policy = response.headers["Content-Security-Policy"]
        response.headers["Content-Security-Policy"] = f"{policy}; script-src 'self' 'sha256-{digest}'"


_DESCRIBED = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_NOT_SEARCHED = ("/can-bo", "/ho-so/", "/da-nhan/", "/tra-cuu", "/open311/", "/q/")
_PAGES = frozenset({"text/html", "application/atom+xml", "application/feed+json", "application/rss+xml"})
_SQUEEZED = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml"})


def _squeeze(response: Response) -> Response:
    """Styles, drawings and public pages travel compressed: a first visit must stay under 100 kB on a slow line."""
    if response.status_code != 200 or not _holds_no_secret(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        response.direct_passthrough = False
        response.set_data(_gzipped(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(response.get_etag()[0] or "", weak=True)
    return response


def _holds_no_secret(response: Response) -> bool:
    """The length of a compressed answer could give a token away (BREACH), so only what is the same for everybody:
    static files, and pages with an ETag (kept_pages.py), which hold neither tokens nor anybody's own words."""
    if request.endpoint == "static":
        return response.mimetype in _SQUEEZED
    return response.mimetype in _PAGES and "ETag" in response.headers


@lru_cache(maxsize=512)
def _gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def static_url(filename: str) -> str:
    """The file's address with its content hash, so that browsers may keep it for good."""
    return url_for("static", filename=filename, v=_fingerprint(filename))


@lru_cache(maxsize=256)
def _fingerprint(filename: str) -> str:
    file = Path(__file__).parent / "static" / filename
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "0"


def qr_of(path: str) -> Markup:
    """The drawing that opens this address of ours from paper. Sized by whatever holds it."""
    service: Config = current_app.config["SERVICE"]
    drawing = segno.make(service.public_base_url + path, micro=False)
    return Markup(drawing.svg_inline(border=0, omitsize=True))  # noqa: S704  segno's own, no text in it
