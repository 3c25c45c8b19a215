"""Articles of a Zalo Official Account, and sending one round to its followers.

https://developers.zalo.me/docs/official-account/bai-viet. An article is made in three steps that may each break off:

    create, hidden  →  verify until it has an id  →  update that id to be shown  →  verify again

There is no key by which Zalo would know an article sent twice. Hidden ones harm nobody, so what is doubtful is made
hidden; shown is one id only, and showing it again changes nothing. So one text never stands there twice.
HTTP is 200 even for errors: success is `error` 0.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import requests

from feedback_service.carrier.broken_off import TIMEOUTS
from feedback_service.carrier.platforms import (
    Absent,
    Counts,
    Done,
    End,
    InWork,
    Look,
    Mending,
    NotRenewed,
    Posted,
    Refused,
    Renewed,
    Unclear,
    Writing,
)
from feedback_service.carrier.zalo_answers import Failed, broken, read
from feedback_service.carrier.zalo_oauth import ZaloOAuth

PAGE, MOST_PAGES = 10, 10  # articles looked through for one that may be there


@dataclass(frozen=True, slots=True)
class Zalo:
    oauth: ZaloOAuth
    base: str
    first_refresh_token: str = ""
    timeouts: tuple[float, float] = TIMEOUTS

    name = "zalo"
    forms = ("article", "broadcast")
    standing_token = ""
    settles = timedelta(minutes=45)  # moderation takes half an hour
    changes_pictures = True

    def looks(self, form: str) -> bool:
        return form == "article"

    def renew(self, refresh_token: str) -> Renewed | NotRenewed:
        return self.oauth.renew(refresh_token)

    def consent_address(self, back_to: str, verifier: str, state: str) -> str:
        return self.oauth.consent_address(back_to, verifier, state)

    def exchange(self, code: str, verifier: str) -> Renewed | NotRenewed:
        return self.oauth.exchange(code, verifier)

    def post(self, writing: Writing, access: str) -> End:
        if writing.form == "broadcast":
            return self._send_round(writing, access)
        answer = self._ask("POST", "/v2.0/article/create", access, _article(writing, "hide"))
        if not isinstance(answer, dict):
            return answer
        return InWork(remote_token=_text(answer, "token"))

    def look_for(self, writing: Writing, access: str) -> Look:
        """Goes on from where it stands: a token to verify, an id to show, or a title to look for."""
        if writing.remote_token:
            return self._verify(writing, access)
        if writing.remote_id:
            return self._show(writing, access)
        found = self._find(writing, access)
        return InWork(remote_id=found) if isinstance(found, str) else found

    def update(self, writing: Writing, access: str) -> Mending:
        answer = self._ask("POST", "/v2.0/article/update", access, _article(writing, "show"))
        return Done(_text(answer, "token")) if isinstance(answer, dict) else answer

    def take_down(self, writing: Writing, access: str) -> Mending:
        """What is not there any more is what was wanted."""
        answer = self._ask("POST", "/v2.0/article/remove", access, {"id": writing.remote_id})
        if isinstance(answer, dict):
            return Done()
        there = self._detail(writing.remote_id, access) if isinstance(answer, Refused) else answer
        return Done() if isinstance(there, Refused) and there.code == "-201" else answer

    def count(self, ids: Collection[str], access: str) -> Mapping[str, Counts] | Refused | Unclear:
        found: dict[str, Counts] = {}
        for media in self._slices(access):
            if not isinstance(media, dict):
                return found or media
            if str(media.get("id")) in ids:
                views, shares = media.get("total_view"), media.get("total_share")
                found[str(media["id"])] = Counts(_number(views), _number(shares))
            if len(found) == len(ids):
                break
        return found

    def _verify(self, writing: Writing, access: str) -> Look:
        answer = self._ask("POST", "/v2.0/article/verify", access, {"token": writing.remote_token})
        if not isinstance(answer, dict):
            return answer
        number = _text(answer, "id")
        if not number:
            return InWork(writing.remote_token, writing.remote_id)
        return self._stands(number, access) or InWork(remote_id=number)

    def _show(self, writing: Writing, access: str) -> Look:
        stands = self._stands(writing.remote_id, access)
        if stands:
            return stands
        answer = self._ask("POST", "/v2.0/article/update", access, _article(writing, "show"))
        return InWork(_text(answer, "token"), writing.remote_id) if isinstance(answer, dict) else answer

    def _stands(self, number: str, access: str) -> Posted | None:
        """None where it is hidden, or cannot be asked for: showing it once more does no harm."""
        detail = self._detail(number, access)
        if not isinstance(detail, dict) or detail.get("status") != "show":
            return None
        return Posted(number, str(detail.get("link_view") or ""))

    def _find(self, writing: Writing, access: str) -> str | Absent | Failed:
        """The id of an article of this title in which our address stands; one that is shown before a hidden one."""
        hidden: str | None = None
        for media in self._slices(access):
            if not isinstance(media, dict):
                return media
            if media.get("title") != writing.title:
                continue
            detail = self._detail(str(media.get("id")), access)
            if not isinstance(detail, dict):
                return detail
            if writing.path not in _body(detail):
                continue
            if media.get("status") == "show":
                return str(media["id"])
            hidden = str(media["id"])
        return hidden or Absent()

    def _slices(self, access: str) -> Iterator[dict[str, Any] | Failed]:
        """Newest first, so many as may matter; what failed comes last."""
        for offset in range(0, PAGE * MOST_PAGES, PAGE):
            asked: dict[str, str | int] = {"offset": offset, "limit": PAGE, "type": "normal"}
            answer = self._ask("GET", "/v2.0/article/getslice", access, query=asked)
            if not isinstance(answer, dict):
                yield answer
                return
            medias = answer.get("medias")
            rows = medias if isinstance(medias, list) else []
            yield from (row for row in rows if isinstance(row, dict))
            if len(rows) < PAGE:
                return

    def _detail(self, number: str, access: str) -> dict[str, Any] | Failed:
        return self._ask("GET", "/v2.0/article/getdetail", access, query={"id": number})

    def _send_round(self, writing: Writing, access: str) -> End:
        """To all followers. It cannot be asked whether it went out."""
        article = {"media_type": "article", "attachment_id": writing.article_id}
        payload = {"template_type": "media", "elements": [article]}
        form = {
            "recipient": {"target": {}},
            "message": {"attachment": {"type": "template", "payload": payload}},
        }
        answer = self._ask("POST", "/v2.0/oa/message", access, form)
        return Posted(_text(answer, "message_id")) if isinstance(answer, dict) else answer

    def _ask(
        self,
        method: str,
        path: str,
        access: str,
        form: object = None,
        query: Mapping[str, str | int] | None = None,
    ) -> dict[str, Any] | Failed:
        """`data` of the answer. The token goes to the configured address and to no other."""
        try:
            response = requests.request(
                method,
                f"{self.base}{path}",
                json=form,
                params=query,
                headers={"access_token": access},
                timeout=self.timeouts,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return broken(error)
        return read(response)


def _article(writing: Writing, status: str) -> dict[str, Any]:
    cover = {"cover_type": "photo", "photo_url": writing.picture_url, "status": "show"}
    body = [{"type": "text", "content": part} for part in writing.text.split("\n\n") if part.strip()]
    form = {
        "type": "normal",
        "title": writing.title,
        "author": writing.author,
        "cover": cover,
        "description": writing.lead,
        "body": body,
        "status": status,
        "comment": "hide",
    }
    return form | ({"id": writing.remote_id} if writing.remote_id else {})


def _text(answer: Mapping[str, Any], name: str) -> str:
    return str(answer.get(name) or "")


def _number(value: object) -> int | None:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else None


def _body(detail: Mapping[str, Any]) -> str:
    parts = detail.get("body")
    rows = parts if isinstance(parts, list) else []
    return " ".join(str(row.get("content", "")) for row in rows if isinstance(row, dict))
