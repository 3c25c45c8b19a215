"""A storm of texts from two gateways: everybody writes once, and every text is delivered twice."""

import hashlib
import hmac
import json
import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import requests
from twilio.request_validator import RequestValidator

from tests.resilience.crowd import Message
from tests.simulators.twilio import SENDER, TOKEN

SIGNING_KEY = "khoa-ky-cua-may-ao"
_DEVICE = "may-ao-1"
_MATTERS = (
    "Đường thôn {n} lầy lội, xe máy không đi được, đề nghị xã cho sửa",
    "den duong thon {n} hong ca tuan roi, toi nguy hiem cho tre em di hoc",
    "Rác ở đầu thôn {n} mười ngày chưa ai gom, hôi lắm",
    "mat nuoc sach thon {n} ba ngay roi khong ai tra loi",
)


def _words(number: int) -> str:
    return f"{_MATTERS[number % len(_MATTERS)].format(n=number % 20 + 1)} ({number})"


@dataclass(frozen=True, slots=True)
class TwilioText:
    number: int
    key: str = field(default_factory=lambda: f"SM{uuid.uuid4().hex}")

    @property
    def submission_id(self) -> str:
        return f"twilio:{self.key}"

    def send(self, base: str, line: requests.Session) -> requests.Response:
        form = {
            "MessageSid": self.key,
            "From": f"+8490{self.number:07d}",
            "To": SENDER,
            "Body": _words(self.number),
        }
        address = f"{base}/webhooks/twilio/sms"
        signature = str(RequestValidator(TOKEN).compute_signature(address, form))
        return line.post(address, data=form, headers={"X-Twilio-Signature": signature}, timeout=30)


@dataclass(frozen=True, slots=True)
class PhoneText:
    """As an SMSGate phone tells it: the same body each time, signed anew (docs.sms-gate.app/features/webhooks)."""

    number: int
    received_at: str = field(default_factory=lambda: time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()))

    @property
    def phone(self) -> str:
        return f"+8491{self.number:07d}"

    @property
    def submission_id(self) -> str:
        """What names a text of a phone, whose own ids are not unique."""
        named = f"{_DEVICE}|{self.phone}|{self.received_at}|{_words(self.number)}"
        return f"smsgate:{hashlib.sha256(named.encode()).hexdigest()}"[:80]

    def send(self, base: str, line: requests.Session) -> requests.Response:
        payload = {
            "sender": self.phone,
            "message": _words(self.number),
            "receivedAt": self.received_at,
            "simNumber": 1,
        }
        body = json.dumps(
            {"deviceId": _DEVICE, "event": "sms:received", "id": f"{self.number:x}", "payload": payload}
        )
        stamp = str(int(time.time()))
        made = hmac.new(SIGNING_KEY.encode(), f"{body}{stamp}".encode(), hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Timestamp": stamp, "X-Signature": made}
        return line.post(f"{base}/webhooks/smsgate", data=body.encode(), headers=headers, timeout=30)


def a_storm(events: int) -> Sequence[Message]:
    """Half as many texts as `events`, from both gateways, each of them twice, in no order."""
    chance = random.Random(events)
    texts: list[Message] = [
        text for number in range(events // 4) for text in (TwilioText(number), PhoneText(number))
    ]
    storm = [*texts, *texts]
    chance.shuffle(storm)
    return storm
