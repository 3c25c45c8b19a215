"""What Zalo answered: data, a refusal, or nothing that could be relied on."""

from typing import Any

import requests

from feedback_service.carrier.broken_off import failed_request, retry_after
from feedback_service.carrier.platforms import Refused, Unclear
from feedback_service.carrier.protocols import ErrorClass
from feedback_service.carrier.protocols import Refused as NotReached
from feedback_service.carrier.zalo_errors import EXPIRED, error_class

BUSY_FOR = 300  # seconds, where it does not say how long
Failed = Refused | Unclear


def broken(error: requests.RequestException) -> Failed:
    ended = failed_request(error)
    if isinstance(ended, NotReached):
        return Refused(ErrorClass.TEMPORARY, ended.error_code)
    return Unclear(ended.reason)


def read(response: requests.Response) -> dict[str, Any] | Failed:
    status = response.status_code
    if status in {429, 503}:
        return Refused(ErrorClass.BUSY, f"http_{status}", pause=retry_after(response) or BUSY_FOR)
    if status == 401:
        return Refused(ErrorClass.CONFIGURATION, "-216", expired=True)
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if status >= 500 or not isinstance(answer, dict) or "error" not in answer:
        return Unclear(f"http_{status}")
    return _data(answer)


def _data(answer: dict[str, Any]) -> dict[str, Any] | Failed:
    code = str(answer["error"])
    if code == "0":
        data = answer.get("data")
        return data if isinstance(data, dict) else {}
    meaning = error_class(code)
    pause = BUSY_FOR if meaning == ErrorClass.BUSY else 0
    return Refused(meaning, code, str(answer.get("message") or "")[:300], code in EXPIRED, pause)
