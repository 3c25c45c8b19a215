"""Zalo OA on loopback: single-use refresh tokens, errors with HTTP 200, articles that are worked on before they exist.

https://developers.zalo.me/docs/official-account/. It keeps no key for what is sent twice: two creates are two articles.
"""

import itertools
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.simulators.answering import NONSENSE, Answer, Request, as_json, serving
from tests.simulators.faults import Fault

APP, SECRET, OA, FIRST = "4242424242", "zalo-secret", "5151515151", "first-refresh"
TOKEN_USED, EXPIRED = -14020, -216
NEVER = 10**9
PREFIX = "/zalo"


@dataclass
class Article:
    id: str
    form: dict[str, Any]
    link: str

    def shown(self, whole: bool = False) -> dict[str, Any]:
        facts = {"id": self.id, "title": self.form["title"], "status": self.form["status"]}
        counts = {"total_view": 41, "total_share": 3, "link_view": self.link, "type": "normal"}
        return facts | counts | ({"body": self.form["body"]} if whole else {})


@dataclass
class ZaloSimulator:
    """`verifies`: how often a token is asked for before its article exists; NEVER: it does not come to be.

    `faults`: of the next requests that change something. `expires` True: the access token is over, once.
    """

    refresh_token: str = FIRST
    access_token: str = "first-access"
    verifies: int = 0
    slowness: float = 0.0
    silence: float = 5.0
    expires: bool = False
    faults: deque[Fault] = field(default_factory=deque)
    articles: dict[str, Article] = field(default_factory=dict)
    sent_round: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)  # each refresh token that was handed in
    asked: list[str] = field(default_factory=list)
    code: str = "consent"
    challenge: str = ""
    base: str = ""
    _works: dict[str, list[Any]] = field(default_factory=dict)  # token -> [times asked, form, id]
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(7001))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def standing(self, words: str = "") -> list[Article]:
        """What anybody can read there."""
        return [
            one for one in self.articles.values() if one.form["status"] == "show" and words in str(one.form)
        ]

    def __call__(self, request: Request) -> Answer:
        path = request.path.removeprefix(PREFIX)
        with self._lock:
            self.asked.append(path)
            if path == "/v4/oa/access_token":
                return self._token(request)
            if path == "/v4/oa/permission":
                self.challenge = request.asked("code_challenge")
                back = f"{request.asked('redirect_uri')}?code={self.code}&oa_id={OA}&state={request.asked('state')}"
                return Answer(302, headers={"Location": back})
            return self._api(path, request)

    def _token(self, request: Request) -> Answer:
        given = request.form
        if request.headers.get("secret_key") != SECRET or given.get("app_id") != APP:
            return as_json({"error": -14002, "error_name": "Invalid app"})
        if given.get("grant_type") == "refresh_token":
            self.refreshed.append(given.get("refresh_token", ""))
            if given.get("refresh_token") != self.refresh_token:
                return as_json({"error": TOKEN_USED, "error_name": "Invalid refresh token"})
        elif given.get("code") != self.code:
            return as_json({"error": -14004, "error_name": "Invalid code"})
        self.refresh_token, self.access_token = secrets.token_hex(8), secrets.token_hex(8)
        self.expires = False
        pair = {"access_token": self.access_token, "refresh_token": self.refresh_token, "expires_in": "90000"}
        answer = as_json(pair)
        return Answer(200, answer.body, pause=self.slowness)

    def _api(self, path: str, request: Request) -> Answer:
        if request.headers.get("access_token") != self.access_token or self.expires:
            return _error(EXPIRED, "Access token is invalid")
        changes = path in {
            "/v2.0/article/create",
            "/v2.0/article/update",
            "/v2.0/oa/message",
            "/v2.0/article/remove",
        }
        fault = self.faults.popleft() if changes and self.faults else None
        if fault and not fault.taken:
            return self._wrong(fault)
        routes: dict[str, Callable[[Request], Answer]] = {
            "/v2.0/article/create": self._create,
            "/v2.0/article/update": self._create,
            "/v2.0/article/verify": self._verify,
            "/v2.0/article/remove": self._remove,
            "/v2.0/article/getslice": self._slice,
            "/v2.0/article/getdetail": self._detail,
            "/v2.0/oa/message": self._message,
        }
        answer = routes[path](request) if path in routes else _error(-404, "No such address")
        return self._wrong(fault) if fault else answer

    def _wrong(self, fault: Fault) -> Answer:
        if fault == Fault.BUSY:
            return _error(-32, "Too many requests")
        if fault in {Fault.ERROR_BEFORE, Fault.ERROR_AFTER}:
            return as_json({"message": "Internal server error"}, 500)
        if fault == Fault.NONSENSE:
            return Answer(200, NONSENSE)
        return Answer(pause=self.silence if "silence" in fault.value else 0.0, hang_up=True)

    def _create(self, request: Request) -> Answer:
        form = request.json
        wrong = not form.get("title") or len(form["title"]) > 150 or len(form["description"]) > 300
        if wrong or len(form["author"]) > 50 or not form["body"]:
            return _error(-201, "Article is invalid")
        if form.get("id") and form["id"] not in self.articles:
            return _error(-201, "No such article")
        token = secrets.token_hex(8)
        self._works[token] = [0, form, form.get("id", "")]
        if self.verifies == 0:
            self._finish(token)
        return _data({"token": token})

    def _finish(self, token: str) -> str:
        _, form, number = self._works[token][:3]
        if self._works[token][3:]:
            return str(number)
        number = number or str(next(self._numbers))
        self._works[token][2:] = [number, "done"]
        self.articles[number] = Article(number, form, f"https://rd.zapps.vn/detail/{number}")
        return str(number)

    def finish_all(self) -> None:
        """Moderation comes to its end for whatever waits."""
        for token in list(self._works):
            self._finish(token)

    def _verify(self, request: Request) -> Answer:
        token = str((request.json or {}).get("token"))
        if token not in self._works:
            return _error(-201, "Token is invalid")
        self._works[token][0] += 1
        done = self._works[token][0] > self.verifies or self._works[token][3:] == ["done"]
        return _data({"id": self._finish(token)} if done else {})

    def _remove(self, request: Request) -> Answer:
        number = str((request.json or {}).get("id"))
        return _data({}) if self.articles.pop(number, None) else _error(-201, "No such article")

    def _slice(self, request: Request) -> Answer:
        rows = [article.shown() for article in reversed(self.articles.values())]
        start, limit = int(request.asked("offset", "0")), min(int(request.asked("limit", "10")), 10)
        return _data({"medias": rows[start : start + limit], "total": len(rows)})

    def _detail(self, request: Request) -> Answer:
        article = self.articles.get(request.asked("id"))
        return _data(article.shown(whole=True)) if article else _error(-201, "No such article")

    def _message(self, request: Request) -> Answer:
        elements = request.json["message"]["attachment"]["payload"]["elements"]
        self.sent_round.append(elements[0]["attachment_id"])
        return _data({"message_id": secrets.token_hex(6)})


def _data(data: dict[str, Any]) -> Answer:
    return as_json({"data": data, "error": 0, "message": "Success"})


def _error(code: int, message: str) -> Answer:
    """With HTTP 200, as Zalo does."""
    return as_json({"error": code, "message": message})


@contextmanager
def running(simulator: ZaloSimulator, port: int = 0) -> Iterator[ZaloSimulator]:
    """Sets `simulator.base`, for ZALO_OAUTH_BASE and ZALO_API_BASE."""
    with serving(simulator, port) as base:
        simulator.base = base + PREFIX
        yield simulator
