"""Zalo's OAuth v4: consent with PKCE, and pairs of tokens of which the refreshing one works once.

https://developers.zalo.me/docs/official-account/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
"""

import base64
import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests

from feedback_service.carrier.broken_off import TIMEOUTS
from feedback_service.carrier.platforms import NotRenewed, Renewed

REFRESH_DAYS = 90  # "about three months", where the answer does not say
_DAY = 86_400
_USUAL = 90_000  # seconds: 25 hours


@dataclass(frozen=True, slots=True)
class ZaloOAuth:
    app_id: str
    app_secret: str
    base: str
    timeouts: tuple[float, float] = TIMEOUTS

    def consent_address(self, back_to: str, verifier: str, state: str) -> str:
        asked = {
            "app_id": self.app_id,
            "redirect_uri": back_to,
            "code_challenge": challenge(verifier),
            "state": state,
        }
        return f"{self.base}/v4/oa/permission?{urlencode(asked)}"

    def exchange(self, code: str, verifier: str) -> Renewed | NotRenewed:
        return self._ask({"grant_type": "authorization_code", "code": code, "code_verifier": verifier})

    def renew(self, refresh_token: str) -> Renewed | NotRenewed:
        return self._ask({"grant_type": "refresh_token", "refresh_token": refresh_token})

    def _ask(self, form: dict[str, str]) -> Renewed | NotRenewed:
        """A time-out leaves open whether the token was used: it is tried once more, and -14020 then tells."""
        try:
            response = requests.post(
                f"{self.base}/v4/oa/access_token",
                data={**form, "app_id": self.app_id},
                headers={"secret_key": self.app_secret},
                timeout=self.timeouts,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return NotRenewed(type(error).__name__, final=False)
        return _read(response)


def challenge(verifier: str) -> str:
    """RFC 7636, S256, without padding."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _read(response: requests.Response) -> Renewed | NotRenewed:
    answer = _json(response)
    access, refresh = answer.get("access_token"), answer.get("refresh_token")
    if isinstance(access, str) and isinstance(refresh, str) and access and refresh:
        return Renewed(
            access,
            refresh,
            _seconds(answer.get("expires_in"), _USUAL),
            _seconds(answer.get("refresh_token_expires_in"), REFRESH_DAYS * _DAY),
        )
    code = str(answer.get("error") or f"http_{response.status_code}")
    return NotRenewed(code, final=code.startswith("-") or response.status_code in {400, 401, 403})


def _seconds(value: object, usual: int) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and int(text) > 0 else usual


def _json(response: requests.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
