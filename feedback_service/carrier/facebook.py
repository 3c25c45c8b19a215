"""Posts and photos of a Facebook page, by the Graph API. https://developers.facebook.com/docs/pages-api/posts

There is no key by which it would know a post sent twice: the public address stands in each, and the page's own feed
is looked through for it before anything is posted again. Calls are proved by the app's secret (appsecret_proof), and
its usage headers are believed: from 80 per cent on we wait.
"""

import hashlib
import hmac
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import requests

from feedback_service.carrier.broken_off import TIMEOUTS
from feedback_service.carrier.facebook_answers import Answered, Failed, broken, read
from feedback_service.carrier.facebook_errors import DUPLICATE
from feedback_service.carrier.platforms import (
    Absent,
    Counts,
    Done,
    End,
    InWork,
    Look,
    Mending,
    Posted,
    Refused,
    Unclear,
    Writing,
)

PAGE, MOST_PAGES = 50, 4
_FIELDS = "id,message,created_time,permalink_url"


@dataclass(frozen=True, slots=True)
class Facebook:
    """`standing_token`: of the page. It does not run out unless its owner loses the role or changes the password."""

    page_id: str
    standing_token: str
    app_secret: str
    base: str
    version: str = "v25.0"
    timeouts: tuple[float, float] = TIMEOUTS

    name = "facebook"
    forms = ("post", "photo")
    settles = timedelta(minutes=10)
    changes_pictures = False

    def looks(self, form: str) -> bool:
        return True

    def post(self, writing: Writing, access: str) -> End:
        answer = self._photo(writing, access) if writing.picture else self._feed(writing, access)
        if isinstance(answer, Refused) and answer.code == DUPLICATE:
            return InWork(pause=answer.pause)  # it stands there already: look for it
        if not isinstance(answer, Answered):
            return answer
        number = str(answer.data.get("post_id") or answer.data.get("id") or "")
        return Posted(number, _address(number), answer.pause) if number else Unclear("no_id", answer.pause)

    def look_for(self, writing: Writing, access: str) -> Look:
        """The oldest post in which our address stands; Absent only where all pages since we began were read."""
        asked = {
            "fields": _FIELDS,
            "limit": str(PAGE),
            "since": str(int(writing.begun_at.timestamp()) - 3600),
        }
        found, pause = None, 0
        for _ in range(MOST_PAGES):
            answer = self._ask("GET", f"/{self.page_id}/feed", access, query=asked)
            if not isinstance(answer, Answered):
                return answer
            pause = max(pause, answer.pause)
            for row in _rows(answer.data):
                if writing.path in str(row.get("message", "")):
                    found = row
            after = _after(answer.data)
            if not after:
                break
            asked["after"] = after
        else:
            return _posted(found, pause) if found else Unclear("feed_too_long", pause)
        return _posted(found, pause) if found else Absent(pause)

    def update(self, writing: Writing, access: str) -> Mending:
        return self._mend("POST", writing, access, {"message": _message(writing)})

    def take_down(self, writing: Writing, access: str) -> Mending:
        """What is not there any more is what was wanted: Facebook says 100, subcode 33, of it."""
        ended = self._mend("DELETE", writing, access)
        if isinstance(ended, Refused) and ended.code == "100:33":
            return Done(pause=ended.pause)
        return ended

    def count(self, ids: Collection[str], access: str) -> Mapping[str, Counts] | Refused | Unclear:
        """Shares are told; views only by insights, which small pages do not have."""
        asked = {"ids": ",".join(ids), "fields": "shares"}
        answer = self._ask("GET", "/", access, query=asked)
        if not isinstance(answer, Answered):
            return answer
        return {number: _counts(answer.data[number]) for number in ids if number in answer.data}

    def _feed(self, writing: Writing, access: str) -> Answered | Failed:
        form = {"message": _message(writing), "link": writing.address}
        return self._ask("POST", f"/{self.page_id}/feed", access, form)

    def _photo(self, writing: Writing, access: str) -> Answered | Failed:
        files = {"source": ("anh.jpg", writing.picture, "image/jpeg")}
        return self._ask(
            "POST", f"/{self.page_id}/photos", access, {"message": _message(writing)}, files=files
        )

    def _mend(
        self, method: str, writing: Writing, access: str, form: Mapping[str, str] | None = None
    ) -> Mending:
        answer = self._ask(method, f"/{writing.remote_id}", access, form)
        return Done(pause=answer.pause) if isinstance(answer, Answered) else answer

    def _ask(
        self,
        method: str,
        path: str,
        access: str,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
    ) -> Answered | Failed:
        """Redirects are not followed: the token goes to the configured address and to no other."""
        try:
            response = requests.request(
                method,
                f"{self.base}/{self.version}{path}",
                data=form,
                params=dict(query or {}) | {"appsecret_proof": proof(access, self.app_secret)},
                files=files,
                headers={"Authorization": f"Bearer {access}"},
                timeout=self.timeouts,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return broken(error)
        return read(response)


def proof(access: str, app_secret: str) -> str:
    """https://developers.facebook.com/docs/graph-api/guides/secure-requests"""
    return hmac.new(app_secret.encode(), access.encode(), hashlib.sha256).hexdigest()


def _message(writing: Writing) -> str:
    return f"{writing.title}\n\n{writing.text}" if writing.title else writing.text


def _address(number: str) -> str:
    return f"https://www.facebook.com/{number}"


def _posted(row: Mapping[str, Any], pause: int) -> Posted:
    number = str(row["id"])
    return Posted(number, str(row.get("permalink_url") or _address(number)), pause)


def _rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = data.get("data")
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _after(data: Mapping[str, Any]) -> str:
    """Where the next page begins; "" on the last."""
    paging = data.get("paging")
    if not isinstance(paging, dict) or not paging.get("next"):
        return ""
    cursors = paging.get("cursors")
    return str(cursors.get("after") or "") if isinstance(cursors, dict) else ""


def _counts(row: object) -> Counts:
    shares = row.get("shares") if isinstance(row, dict) else None
    count = shares.get("count") if isinstance(shares, dict) else 0
    return Counts(None, count if isinstance(count, int) else 0)
