"""A Facebook page on loopback: posts, photos, its feed; duplicates refused, tokens that end, usage that is counted.

https://developers.facebook.com/docs/pages-api/posts
"""

import hashlib
import hmac
import itertools
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from tests.simulators.answering import NONSENSE, Answer, Request, as_json, serving
from tests.simulators.faults import Fault

PAGE_ID, TOKEN, SECRET, VERSION = "9090909090", "page-token", "facebook-secret", "v25.0"
PREFIX = "/facebook"


@dataclass
class FacebookSimulator:
    """`used`: per cent of the page's share, in the usage headers. `hides`: how many looks do not show new posts yet.

    `refuses_same` False: the same words twice are two posts, as after some hours.
    """

    used: int = 5
    regain: int = 0  # minutes
    token: str = TOKEN
    silence: float = 5.0
    refuses_same: bool = False
    hides: int = 0
    faults: deque[Fault] = field(default_factory=deque)
    posts: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    base: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1001))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def standing(self, words: str = "") -> list[dict[str, Any]]:
        return [post for post in self.posts.values() if words in post["message"]]

    def __call__(self, request: Request) -> Answer:
        with self._lock:
            answer = self._answer(request)
        return Answer(
            answer.status, answer.body, headers=self._usage(), pause=answer.pause, hang_up=answer.hang_up
        )

    def _answer(self, request: Request) -> Answer:
        path = request.path.removeprefix(f"{PREFIX}/{VERSION}")
        self.asked.append(f"{request.method} {path}")
        wrong = self._who(request)
        if wrong:
            return wrong
        if request.method == "GET":
            return self._feed(request) if path.endswith("/feed") else self._counts(request)
        fault = self.faults.popleft() if self.faults else None
        if fault and not fault.taken:
            return self._wrong(fault)
        answer = self._change(path, request)
        return self._wrong(fault) if fault else answer

    def _who(self, request: Request) -> Answer | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != self.token:
            return _error(190, "Error validating access token", 463)
        proof = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        return None if request.asked("appsecret_proof") == proof else _error(100, "Invalid appsecret_proof")

    def _change(self, path: str, request: Request) -> Answer:
        number = path.strip("/")
        if path in {f"/{PAGE_ID}/feed", f"/{PAGE_ID}/photos"}:
            return self._post(_form(request), photo=path.endswith("photos"))
        if number not in self.posts:
            return _error(100, "Object does not exist", 33)
        if request.method == "DELETE":
            del self.posts[number]
        else:
            self.posts[number]["message"] = _form(request)["message"]
        return as_json({"success": True})

    def _post(self, form: dict[str, str], photo: bool) -> Answer:
        if self.refuses_same and self.standing(form["message"]):
            return _error(506, "Duplicate status message")
        number = f"{PAGE_ID}_{next(self._numbers)}"
        self.posts[number] = {
            "id": number,
            "message": form["message"],
            "created_time": datetime.now(UTC).isoformat(),
            "permalink_url": f"https://www.facebook.com/{PAGE_ID}/posts/{number}",
        }
        return as_json({"id": number.partition("_")[2], "post_id": number} if photo else {"id": number})

    def _feed(self, request: Request) -> Answer:
        if self.hides > 0:
            self.hides -= 1
            return as_json({"data": []})
        rows = list(reversed(self.posts.values()))
        start, limit = int(request.asked("after", "0")), int(request.asked("limit", "25"))
        paging: dict[str, Any] = {"cursors": {"after": str(start + limit)}}
        more = {"next": "there is more"} if len(rows) > start + limit else {}
        return as_json({"data": rows[start : start + limit], "paging": paging | more})

    def _counts(self, request: Request) -> Answer:
        wanted = request.asked("ids").split(",")
        return as_json({one: {"id": one, "shares": {"count": 2}} for one in wanted if one in self.posts})

    def _wrong(self, fault: Fault) -> Answer:
        if fault == Fault.BUSY:
            return _error(32, "Page request limit reached", status=403)
        if fault in {Fault.ERROR_BEFORE, Fault.ERROR_AFTER}:
            return _error(2, "Service temporarily unavailable", status=500)
        if fault == Fault.NONSENSE:
            return Answer(200, NONSENSE)
        return Answer(pause=self.silence if "silence" in fault.value else 0.0, hang_up=True)

    def _usage(self) -> dict[str, str]:
        row = {"type": "pages", "call_count": self.used, "estimated_time_to_regain_access": self.regain}
        return {
            "X-App-Usage": json.dumps({"call_count": self.used, "total_time": 1, "total_cputime": 1}),
            "X-Business-Use-Case-Usage": json.dumps({PAGE_ID: [row]}),
        }


def _form(request: Request) -> dict[str, str]:
    kind = request.headers.get("Content-Type", "")
    if not kind.startswith("multipart/"):
        return request.form
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + request.body)
    parts = {part.get_param("name", header="content-disposition"): part for part in message.iter_parts()}
    words = parts["message"].get_payload(decode=True)
    return {"message": words.decode() if isinstance(words, bytes) else ""}


def _error(code: int, message: str, subcode: int = 0, status: int = 400) -> Answer:
    error: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code}
    if subcode:
        error["error_subcode"] = subcode
    return as_json({"error": error}, status)


@contextmanager
def running(simulator: FacebookSimulator, port: int = 0) -> Iterator[FacebookSimulator]:
    """Sets `simulator.base`, for FACEBOOK_API_BASE."""
    with serving(simulator, port) as base:
        simulator.base = base + PREFIX
        yield simulator
