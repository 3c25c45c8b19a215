"""Webhooks of SMSGate, an Android phone with an ordinary SIM: whether they are its own, and what they say.

https://docs.sms-gate.app/features/webhooks/ (payload signing, events). Each attempt is signed anew, so
X-Timestamp is the phone's clock at this attempt and not the time of the text.

The same text may be told with two times: the one that came in live carries the network centre's (whole
seconds), the one that is read again from the phone's inbox carries the phone's own (to the millisecond). So
`event_id` alone does not make the two one text: `from_inbox` says which kind it is.
"""

import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Request, current_app

from feedback_service.carrier.protocols import Receipt
from feedback_service.carrier.smsgate_states import PROVIDER, read_report
from feedback_service.config import Config

MOST_CLOCK_OFF = 300  # seconds; more, and somebody has to set the phone's clock
_TIME_OFF_AT_MOST = 10**9  # seconds; whatever is worse is nonsense and is told as this


@dataclass(frozen=True, slots=True)
class SmsGateText:
    """A text that the phone received. `sender` as the network showed it: a number, a short code or a name.

    `sent_at` aware, None where the phone said no time; it may be wrong, as the phone's clock may be.
    """

    event_id: str
    sender: str
    body: str
    sent_at: datetime | None
    device: str
    from_inbox: bool = False


@dataclass(frozen=True, slots=True)
class Ping:
    """The phone lives. `details`: battery in per cent, charging, what it says of itself, messages that failed."""

    device: str
    details: Mapping[str, int | str]


def verify(request: Request) -> bool:
    """For `access.signed_by`. False without a key, a header, or a body that was signed with one of the keys."""
    config: Config = current_app.config["SERVICE"]
    return is_genuine(
        request.get_data(cache=True),
        request.headers.get("X-Timestamp", ""),
        request.headers.get("X-Signature", ""),
        config.smsgate_signing_key.split(),
    )


def is_genuine(raw: bytes, timestamp: str, signature: str, keys: Iterable[str]) -> bool:
    """HMAC-SHA256 over the body as it came and the timestamp after it, in hex. Any of `keys` may have made it:
    while the key is changed on the phone, both the old and the new one count.
    """
    if not (timestamp.isascii() and timestamp.isdecimal() and signature.isascii()):
        return False
    right = [hmac.new(key.encode(), raw + timestamp.encode(), hashlib.sha256).hexdigest() for key in keys]
    # Every key is tried, so that the time taken does not tell which one was right.
    return any([hmac.compare_digest(made, signature.lower()) for made in right])


def clock_off(request: Request, now: datetime) -> int:
    """By how many seconds the phone's clock is ahead of ours (behind: negative). After `verify` only."""
    stamp = request.headers.get("X-Timestamp", "")
    if not stamp.isdecimal():
        return 0
    off = int(stamp) - int(now.timestamp())
    return max(-_TIME_OFF_AT_MOST, min(off, _TIME_OFF_AT_MOST))


def read_event(raw: bytes) -> SmsGateText | Receipt | Ping | None:
    """None for what we have no use for (pictures, data messages) and for what cannot be read."""
    try:
        document = json.loads(raw)
    except ValueError:
        return None
    if not isinstance(document, dict) or not isinstance(document.get("payload"), dict):
        return None
    match document.get("event"):
        case "sms:received":
            return _text(document)
        case "system:ping":
            return Ping(_word(document, "deviceId"), _health(document["payload"]))
        case str(event):
            return read_report(event, document["payload"], _word(document, "id"))
    return None


def text_key(device: str, sender: str, received_at: str, message: str) -> str:
    """The event's key: the phone's own ids are not unique (a 32-bit hash), so it is made of what the text is."""
    return hashlib.sha256(f"{device}|{sender}|{received_at}|{message}".encode()).hexdigest()


def sign(raw: bytes, key: str, timestamp: int | None = None) -> dict[str, str]:
    """The headers that a phone would send, for tests and for the simulator."""
    stamp = str(int(time.time()) if timestamp is None else timestamp)
    made = hmac.new(key.encode(), raw + stamp.encode(), hashlib.sha256).hexdigest()
    return {"X-Timestamp": stamp, "X-Signature": made}


def _text(document: Mapping[str, Any]) -> SmsGateText | None:
    payload = document["payload"]
    sender = _word(payload, "sender") or _word(payload, "phoneNumber")  # the second is the older name
    if not sender or not isinstance(payload.get("message"), str):
        return None
    device, when = _word(document, "deviceId"), _word(payload, "receivedAt")
    moment = _moment(when)
    return SmsGateText(
        event_id=text_key(device, sender, when, payload["message"]),
        sender=sender[:64],
        body=payload["message"],
        sent_at=moment,
        device=device[:80],
        from_inbox=bool(moment and moment.microsecond),
    )


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _word(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


# https://docs.sms-gate.app/features/health/
_CHECKS = {
    "battery:level": "battery",
    "battery:charging": "charging",
    "connection:status": "connected",
    "connection:cellular": "network",
    "messages:failed": "failed",
}


def _health(payload: Mapping[str, Any]) -> dict[str, int | str]:
    health = payload.get("health")
    if not isinstance(health, dict):
        return {}
    checks = health.get("checks")
    found: dict[str, int | str] = {}
    for check, name in _CHECKS.items():
        told = checks.get(check) if isinstance(checks, dict) else None
        value = told.get("observedValue") if isinstance(told, dict) else None
        if isinstance(value, int):
            found[name] = value
    return found | {name: health[name] for name in ("status", "version") if isinstance(health.get(name), str)}


__all__ = [
    "MOST_CLOCK_OFF",
    "PROVIDER",
    "Ping",
    "SmsGateText",
    "clock_off",
    "is_genuine",
    "read_event",
    "sign",
    "text_key",
    "verify",
]
