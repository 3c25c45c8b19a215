"""What an SMSGate phone keeps of a text, and the words that it tells of it in.

Shapes: the API description in tests/data/api and https://docs.sms-gate.app/features/webhooks/
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

EVENTS = ("sms:received", "sms:sent", "sms:delivered", "sms:failed", "system:ping")
HERE = timezone(timedelta(hours=7))
OWN_NUMBER = "+84263000111"
SIM = 1
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)
_COSTS_TWO = frozenset("^{}\\[~]|€")


@dataclass(frozen=True, slots=True)
class Posted:
    url: str
    body: bytes
    headers: dict[str, str]


@dataclass
class OutgoingText:
    key: str
    to: str
    text: str
    parts: int
    created_at: datetime
    state: str = "Pending"
    reason: str = ""
    states: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states["Pending"] = written(self.created_at)

    def becomes(self, state: str, at: datetime, reason: str = "") -> None:
        self.state, self.reason = state, reason
        self.states[state] = written(at)

    def shown(self, device: str) -> dict[str, Any]:
        recipient = {"phoneNumber": self.to, "state": self.state}
        return {
            "id": self.key,
            "deviceId": device,
            "state": self.state,
            "isHashed": False,
            "isEncrypted": False,
            "recipients": [recipient | ({"error": self.reason} if self.reason else {})],
            "states": dict(self.states),
            "createdAt": written(self.created_at),
        }


@dataclass
class InboxText:
    """`network_time` is the service centre's and is told at once; `phone_time` is what the phone's inbox says."""

    device: str
    sender: str
    text: str
    network_time: datetime
    phone_time: datetime
    told: bool = False

    @property
    def number(self) -> int:
        """As Java hashes: 32 bits, so two texts may have the same."""
        found = 1
        for part in (self.sender, written(self.network_time), str(SIM), self.text):
            found = (31 * found + _java_hash(part)) & 0xFFFFFFFF
        return found

    def shown(self) -> dict[str, Any]:
        told_live = self.network_time if self.told else self.phone_time
        return {
            "id": f"text:{self.number - 2**32 if self.number >= 2**31 else self.number}",
            "type": "SMS",
            "sender": self.sender,
            "recipient": OWN_NUMBER,
            "simNumber": SIM,
            "contentPreview": self.text,
            "createdAt": written(told_live),
        }


def received_payload(row: InboxText, when: datetime) -> dict[str, Any]:
    return {
        "messageId": f"{row.number:08x}",
        "message": row.text,
        "sender": row.sender,
        "phoneNumber": row.sender,  # the older name
        "recipient": None,
        "simNumber": SIM,
        "receivedAt": written(when),
    }


def report_payload(message: OutgoingText, when: str, at: datetime) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "messageId": message.key,
        "sender": OWN_NUMBER,
        "recipient": message.to,
        "phoneNumber": message.to,
        "simNumber": SIM,
        when: written(at),
    }
    if when == "sentAt":
        payload["partsCount"] = message.parts
    if message.reason:
        payload["reason"] = message.reason
    return payload


def health(battery: int) -> dict[str, Any]:
    """https://docs.sms-gate.app/features/health/"""
    low = battery < 20
    return {
        "status": "warn" if low else "pass",
        "version": "1.60.0",
        "releaseId": 100,
        "checks": {
            "messages:failed": _check("Failed messages for last hour", "messages", 0),
            "connection:status": _check("Internet connection status", "boolean", 1),
            "battery:level": _check(
                "Battery level in percent", "percent", battery, "warn" if low else "pass"
            ),
            "battery:charging": _check("Is the phone charging?", "flags", 0 if low else 2),
        },
    }


def _check(what: str, unit: str, value: int, status: str = "pass") -> dict[str, Any]:
    return {"description": what, "observedUnit": unit, "observedValue": value, "status": status}


def written(moment: datetime) -> str:
    """As the phone writes it: with its own zone, to the millisecond."""
    return moment.astimezone(HERE).isoformat(timespec="milliseconds")


def signature(key: str, body: bytes, stamp: str) -> str:
    return hmac.new(key.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()


def parts(text: str) -> int:
    """How many SMS it takes on the air: 160 letters of GSM 03.38, or 70 of anything else; fewer in each of several."""
    if set(text) <= _GSM:
        units, whole, piece = len(text) + sum(letter in _COSTS_TWO for letter in text), 160, 153
    else:
        units, whole, piece = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if units <= whole else -(-units // piece)


def _java_hash(text: str) -> int:
    found = 0
    for unit in text.encode("utf-16-be")[1::2]:
        found = (31 * found + unit) & 0xFFFFFFFF
    return found
