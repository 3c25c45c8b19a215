"""SMSGate on loopback: a phone with a SIM and the server it speaks through, and how the two go wrong.

https://docs.sms-gate.app/features/webhooks/ and the app's own API description (tests/data/api). The phone's traps
are kept: its message ids are not unique, what it tells again from its inbox bears another time than before, every
part of a long text is delivered by itself, and it signs with its own clock.
"""

import json
import secrets
import threading
import unicodedata
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.simulators.answering import serving
from tests.simulators.faults import Fault, Mischief
from tests.simulators.postman import Postman, Reply
from tests.simulators.smsgate_phone import (
    EVENTS,
    InboxText,
    OutgoingText,
    Posted,
    health,
    parts,
    received_payload,
    report_payload,
    signature,
    written,
)

USER, PASSWORD, KEY, DEVICE = "sms", "simulator", "k3yk3y12", "PyDmBQZZXYmyxMwED8Fzy"
PATH = "/webhooks/smsgate"
MOST_ROWS = 100_000
A_LITTLE_LATER = timedelta(milliseconds=437)  # the phone notes the fraction that the network left out
# The app tries again after 5 s, doubled each time, 15 times.
RETRIES = tuple(5.0 * 2**attempt for attempt in range(15))


@dataclass
class SmsGateSimulator:
    """`service`: where webhooks go, on loopback, as if registered for every event; "": only what was registered.

    `pace`: seconds between the states that a message goes through by itself; None: `progress` does it.
    `alive` False: the phone is off; messages stay Pending and texts wait in the network until `revive`.
    `clock_off`: seconds that the phone's clock is ahead. `fates`: recipient -> reason of its failure.
    """

    password: str = PASSWORD
    old_passwords: tuple[str, ...] = ()
    key: str = KEY
    device: str = DEVICE
    service: str = ""
    pace: float | None = None
    slowness: float = 0.0
    silence: float = 30.0
    retry_after: int = 7
    alive: bool = True
    battery: int = 80
    clock_off: int = 0
    skips_told: bool = False  # the app may leave out of an export what it has told before
    messages: list[OutgoingText] = field(default_factory=list)
    inbox: list[InboxText] = field(default_factory=list)
    webhooks: dict[str, tuple[str, str]] = field(default_factory=dict)  # id -> event, address
    fates: dict[str, str] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    postman: Postman = field(default_factory=Postman)
    base: str = ""
    _waiting: list[InboxText] = field(default_factory=list)  # in the network, for a phone that is off
    _by_key: dict[str, OutgoingText] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, wish: dict[str, Any]) -> OutgoingText | None:
        """None: it has a message of that id."""
        text = str((wish.get("textMessage") or {}).get("text") or wish.get("message") or "")
        key = str(wish.get("id") or secrets.token_urlsafe(16)[:21])
        message = OutgoingText(key, str(wish["phoneNumbers"][0]), text, parts(text), self._now())
        with self._lock:
            if key in self._by_key:
                return None
            self._by_key[key] = message
            self.messages.append(message)
            for forgotten in self.messages[:-MOST_ROWS]:
                del self._by_key[forgotten.key]
            del self.messages[:-MOST_ROWS]
        if self.pace is not None:
            self.postman.soon(self.pace, lambda: self.progress(message))
        return message

    def message(self, key: str) -> OutgoingText | None:
        with self._lock:
            return self._by_key.get(key)

    def progress(self, message: OutgoingText) -> list[Reply]:
        """The message goes all its way, and each step is told; nothing where the phone is off."""
        if not self.alive or message.state in {"Delivered", "Failed"}:
            return []
        message.becomes("Processed", self._now())
        reason = self.fates.get(message.to)
        if reason:
            message.becomes("Failed", self._now(), reason)
            return self._tell("sms:failed", report_payload(message, "failedAt", self._now()))
        message.becomes("Sent", self._now())
        replies = self._tell("sms:sent", report_payload(message, "sentAt", self._now()))
        message.becomes("Delivered", self._now())
        for _part in range(message.parts):
            replies += self._tell("sms:delivered", report_payload(message, "deliveredAt", self._now()))
        return replies

    def receive(self, sender: str, text: str, at: datetime | None = None) -> InboxText:
        """A text that reached the phone, told to nobody yet. The network's time has no fractions of a second."""
        arrived = at.astimezone(UTC) + timedelta(seconds=self.clock_off) if at else self._now()
        noted = arrived if arrived.microsecond >= 1000 else arrived + A_LITTLE_LATER
        row = InboxText(self.device, sender, text, arrived.replace(microsecond=0), noted)
        with self._lock:
            self.inbox.append(row)
            del self.inbox[:-MOST_ROWS]
        return row

    def text(self, sender: str, text: str, at: datetime | None = None) -> Reply:
        """A citizen texts: kept on the phone, and told to the service as the next mischief will have it."""
        mischief = self.postman.next_mischief()
        if mischief == Mischief.DECOMPOSED:
            text = unicodedata.normalize("NFD", text)
        if not self.alive:
            row = InboxText(
                self.device, sender, text, (at or self._now()).replace(microsecond=0), self._now()
            )
            self._waiting.append(row)
            return Reply(0)
        return self.tell(self.receive(sender, text, at), mischief)

    def tell(self, row: InboxText, mischief: Mischief | None = None) -> Reply:
        """Posts the webhook of a text."""
        row.told = True
        replies = self._tell("sms:received", received_payload(row, row.network_time), mischief)
        return replies[0] if replies else Reply(0)

    def export(self, since: datetime, until: datetime) -> int:
        """Tells again what is in the phone's inbox: with the phone's own time, not the network's."""
        rows = [row for row in self.inbox if since <= row.phone_time <= until]
        chosen = [row for row in rows if not (self.skips_told and row.told)]
        for row in reversed(chosen):  # in no order that could be relied on
            row.told = True
            self._tell("sms:received", received_payload(row, row.phone_time), self.postman.next_mischief())
        return len(chosen)

    def ping(self) -> list[Reply]:
        """Every so often the phone says that it lives; a dead one does not."""
        return self._tell("system:ping", {"health": health(self.battery)}) if self.alive else []

    def dies(self) -> None:
        self.alive = False

    def revive(self) -> list[Reply]:
        """The network hands over what it kept, with its first times; what was Pending is sent."""
        self.alive = True
        waiting, self._waiting = self._waiting, []
        self.inbox += waiting
        replies = [self.tell(row) for row in waiting]
        for message in list(self.messages):
            replies += self.progress(message)
        return replies

    def rotate(self, key: str, password: str = "", both: bool = True) -> None:
        """Signs with the new key from now on; a new password as well. `both`: the old password still opens."""
        self.key = key
        if password:
            self.old_passwords = (self.password, *self.old_passwords) if both else ()
            self.password = password

    def event(
        self, name: str, payload: dict[str, Any], mischief: Mischief | None = None, webhook: str = "sim"
    ) -> bytes:
        """The body of one webhook; its id stays the same when it is tried again."""
        extra = {"thamSoLa": "một giá trị mới"} if mischief == Mischief.EXTRA_PARAMS else {}
        document = {
            "id": secrets.token_urlsafe(16)[:21],
            "webhookId": webhook,
            "deviceId": self.device,
            "event": name,
            "payload": payload | extra,
        }
        return json.dumps(document | extra, ensure_ascii=False).encode()

    def letter(self, url: str, body: bytes, mischief: Mischief | None = None) -> Posted:
        """Signed at this moment by the phone's clock."""
        stamp = str(int(self._now().timestamp()))
        made = signature(self.key, body, stamp)
        if mischief == Mischief.BAD_SIGNATURE:
            made = "0" * 8 + made[8:]
        return Posted(
            url, body, {"Content-Type": "application/json", "X-Timestamp": stamp, "X-Signature": made}
        )

    def _tell(self, name: str, payload: dict[str, Any], mischief: Mischief | None = None) -> list[Reply]:
        mischief = mischief or (None if name == "sms:received" else self.postman.next_mischief())
        return [
            self._post(url, self.event(name, payload, mischief, key), mischief)
            for key, url in self._who(name)
        ]

    def _post(self, url: str, body: bytes, mischief: Mischief | None) -> Reply:
        return self.postman.post(lambda: self.letter(url, body, mischief), mischief)

    def _who(self, name: str) -> list[tuple[str, str]]:
        registered = [(key, url) for key, (event, url) in self.webhooks.items() if event == name]
        usual = [("sim", self.service + PATH)] if self.service and name in EVENTS else []
        return registered or usual

    def _now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.clock_off)


@contextmanager
def running(simulator: SmsGateSimulator, port: int = 0) -> Iterator[SmsGateSimulator]:
    """Sets `simulator.base`, for SMSGATE_URL."""
    from tests.simulators.smsgate_api import SmsGateApi

    with serving(SmsGateApi(simulator), port) as base:
        simulator.base = f"{base}/smsgate"
        yield simulator
    simulator.postman.goes_home()


__all__ = [
    "DEVICE",
    "KEY",
    "PASSWORD",
    "RETRIES",
    "USER",
    "Fault",
    "Mischief",
    "SmsGateSimulator",
    "running",
    "written",
]
