"""The HTTP that every simulator answers by: a request in, an answer out, on 127.0.0.1 and nowhere else."""

import json
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from requests.structures import CaseInsensitiveDict

NONSENSE = b"<html>Welcome to our Wi-Fi</html>"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(self.query_string, keep_blank_values=True)

    def asked(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[0]

    @cached_property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> Any:
        """None for what is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def basic(self) -> tuple[str, str]:
        """User and password."""
        kind, _, secret = self.headers.get("Authorization", "").partition(" ")
        try:
            user, _, password = b64decode(secret, validate=True).decode().partition(":")
        except ValueError:
            return "", ""
        return (user, password) if kind == "Basic" else ("", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """`pause` in seconds before it; `hang_up`: nothing is said at all."""

    status: int = 200
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    hang_up: bool = False


Site = Callable[[Request], Answer]


def as_json(document: object, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(document).encode(), headers=named)


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def _handle(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or "0"))
        headers = CaseInsensitiveDict(self.headers.items())
        self._say(self.site(Request(self.command, parts.path, parts.query, headers, body)))

    do_GET = do_POST = do_DELETE = _handle  # noqa: N815  http.server wants these names

    def _say(self, answer: Answer) -> None:
        time.sleep(answer.pause)
        if answer.hang_up:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away (killed, timed out) is what this is for."""


@contextmanager
def serving(site: Site, port: int = 0) -> Iterator[str]:
    """Gives the base address; port 0 takes a free one."""
    server = _Server(("127.0.0.1", port), type("Handler", (_Handler,), {"site": staticmethod(site)}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
