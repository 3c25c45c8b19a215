"""What Facebook answered, and how much of our share of its patience is used up."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests

from feedback_service.carrier.broken_off import failed_request, retry_after
from feedback_service.carrier.facebook_errors import error_class
from feedback_service.carrier.platforms import Refused, Unclear
from feedback_service.carrier.protocols import ErrorClass
from feedback_service.carrier.protocols import Refused as NotReached

MOST_USED = 80  # per cent; beyond it Facebook soon refuses everything of this page
PAUSE = 1800  # seconds, where it does not say how long: the share is counted over an hour
Failed = Refused | Unclear


@dataclass(frozen=True, slots=True)
class Answered:
    data: Mapping[str, Any]
    pause: int = 0


def broken(error: requests.RequestException) -> Failed:
    ended = failed_request(error)
    if isinstance(ended, NotReached):
        return Refused(ErrorClass.TEMPORARY, ended.error_code)
    return Unclear(ended.reason)


def read(response: requests.Response) -> Answered | Failed:
    pause = usage_pause(response.headers)
    try:
        answer = response.json()
    except ValueError:
        answer = None
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        return _refusal(response, error, pause)
    if response.status_code == 429:
        return Refused(ErrorClass.BUSY, "http_429", pause=retry_after(response) or pause or PAUSE)
    if response.status_code != 200 or not isinstance(answer, dict):
        return Unclear(f"http_{response.status_code}", pause)
    return Answered(answer, pause)


def _refusal(response: requests.Response, error: Mapping[str, Any], pause: int) -> Failed:
    """Codes 1 and 2 say "unknown": nobody knows whether it was taken, so they are no refusal."""
    code, subcode = str(error.get("code", "")), str(error.get("error_subcode", ""))
    if code in {"1", "2"} or (response.status_code >= 500 and not code):
        return Unclear(code or f"http_{response.status_code}", pause)
    meaning = error_class(code)
    named = f"{code}:{subcode}" if (code, subcode) == ("100", "33") else code
    told = str(error.get("error_user_msg") or error.get("message") or "")[:300]
    busy = (pause or PAUSE) if meaning == ErrorClass.BUSY else pause
    return Refused(meaning, named, told, pause=busy)


def usage_pause(headers: Mapping[str, str]) -> int:
    """Seconds to wait before anything more is asked; 0 while enough is left. Never raises for what stands there."""
    full = [minutes for used, minutes in _usages(headers) if used >= MOST_USED]
    return (max(full) * 60 or PAUSE) if full else 0


def _usages(headers: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Per cent used, and minutes until access comes back (0: not said)."""
    app = _json(headers.get("X-App-Usage", ""))
    rows = [
        app,
        *(
            row
            for rows in _json(headers.get("X-Business-Use-Case-Usage", "")).values()
            for row in _list(rows)
        ),
    ]
    for row in rows:
        percents = [row.get(name) for name in ("call_count", "total_time", "total_cputime")]
        minutes = row.get("estimated_time_to_regain_access")
        most = max((int(one) for one in percents if isinstance(one, int | float)), default=0)
        yield most, minutes if isinstance(minutes, int) else 0


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _list(rows: object) -> list[dict[str, Any]]:
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
