"""What Twilio holds: messages out and in, calls, recordings; its signed webhooks, and how they go wrong.

`running` serves its REST API too. By hand, with all other providers: `make sim`.
"""

import threading
import unicodedata
import uuid
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.simulators.answering import serving
from tests.simulators.faults import Fault, Mischief
from tests.simulators.postman import Postman, Reply
from tests.simulators.twilio_rows import ACCOUNT, SENDER, Row, inbound_form, message_row, status_form

TOKEN = "12345"
MOST_ROWS = 100_000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EXTRA = {"ToCountry": "VN", "ThamSoLa": "một giá trị mới"}


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request as Twilio would make it, signed. `url` is where it goes."""

    url: str
    form: dict[str, str]
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Twilio-Signature": self.signature}


@dataclass(frozen=True, slots=True)
class _Posted:
    """A webhook on its way to `url`, which is not always the address that was signed."""

    url: str
    body: bytes
    headers: dict[str, str]


@dataclass
class TwilioSimulator:
    """`slowness` in seconds: how long each send takes to answer. `Retry-After` is `retry_after` seconds.

    `service`: where webhooks go, on loopback. `public`: the address that they are signed for (PUBLIC_BASE_URL).
    `pace`: seconds between the status callbacks that it posts by itself; None: it posts none.
    `fates`: what becomes of messages to a number, as (status, error code), instead of being delivered.
    """

    token: str = TOKEN
    old_tokens: tuple[str, ...] = ()  # still good for REST after a rotation
    slowness: float = 0.0
    silence: float = 30.0
    retry_after: int = 7
    page_size: int = 100
    service: str = ""
    public: str = ""
    pace: float | None = None
    messages: list[Row] = field(default_factory=list)  # those that we sent
    received: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    recordings: dict[str, Row] = field(default_factory=dict)
    fates: dict[str, tuple[str, str]] = field(default_factory=dict)
    faults: deque[Fault] = field(default_factory=deque)
    postman: Postman = field(default_factory=Postman)
    asked: int = 0  # how often a list was read
    base: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _numbers: dict[str, int] = field(default_factory=dict)

    def take(self, form: dict[str, str]) -> Row:
        row = self._row(form["To"], form.get("From"), form.get("Body", ""), "outbound-api", "queued")
        row["messaging_service_sid"] = form.get("MessagingServiceSid")
        row["status_callback"] = form.get("StatusCallback", "")
        self._keep(self.messages, row)
        if self.pace is not None:
            self.postman.soon(self.pace, lambda: self.finish(row))
        return row

    def finish(self, row: Row) -> list[Reply]:
        """The message goes its way, as `fates` says, and each step is told."""
        end, error = self.fates.get(str(row["to"]), ("delivered", ""))
        replies = []
        for status in ("sent", end) if end in {"delivered", "undelivered"} else (end,):
            self._move(row, status, error if status == end else "")
            replies.append(self._tell(row, status, error if status == end else ""))
        return replies

    def receive(self, sender: str, body: str, sid: str = "", at: datetime | None = None) -> Row:
        """A text that arrived at our number, told to nobody yet."""
        row = self._row(SENDER, sender, body, "inbound", "received", at)
        row["sid"] = sid or row["sid"]
        row["date_sent"] = row["date_created"]
        self._keep(self.received, row)
        return row

    def text(self, sender: str, body: str, at: datetime | None = None) -> Reply:
        """A citizen texts: kept here, and told to the service as the next mischief will have it."""
        mischief = self.postman.next_mischief()
        if mischief == Mischief.DECOMPOSED:
            body = unicodedata.normalize("NFD", body)
        return self.tell(self.receive(sender, body, at=at), mischief)

    def tell(self, row: Row, mischief: Mischief | None = None) -> Reply:
        """Posts the webhook of a text (again)."""
        form = inbound_form(row)
        return self.post("/webhooks/twilio/sms", form, mischief)

    def post(self, address: str, form: dict[str, str], mischief: Mischief | None = None) -> Reply:
        """`address`: path and query below the service, or a whole address below `public`."""
        path = address.removeprefix(self.signed_base)
        form = form | EXTRA if mischief == Mischief.EXTRA_PARAMS else form
        token = str(uuid.uuid4())  # the same when this webhook is tried again
        return self.postman.post(lambda: self._letter(path, form, mischief, token), mischief)

    @property
    def signed_base(self) -> str:
        return self.public or self.service

    def callback(self, message: int, status: str, error_code: str = "") -> Webhook:
        """The status callback of the message of this number, in any order and as often as the caller likes."""
        row = self.messages[message]
        return self.sign(str(row["status_callback"]), status_form(row, status, error_code))

    def inbound(self, url: str, sender: str, body: str, sid: str = "SM" + "f" * 32) -> Webhook:
        row = self._row(SENDER, sender, body, "inbound", "received")
        return self.sign(url, inbound_form(row | {"sid": sid}))

    def sign(self, url: str, form: dict[str, str]) -> Webhook:
        return Webhook(url, form, str(RequestValidator(self.token).compute_signature(url, form)))

    def rotate(self, token: str, both: bool = True) -> None:
        """Signs with the new token from now on. `both`: REST still takes the old one."""
        self.old_tokens = (self.token, *self.old_tokens) if both else ()
        self.token = token

    def bodies(self) -> list[str]:
        with self._lock:
            return [str(row["body"]) for row in self.messages]

    def all_messages(self) -> Sequence[Row]:
        with self._lock:
            return [*self.messages, *self.received]

    def keep_call(self, row: Row) -> None:
        self._keep(self.calls, row)

    def new_sid(self, kind: str) -> str:
        with self._lock:
            number = self._numbers[kind] = self._numbers.get(kind, -1) + 1
        return f"{kind}{number:032x}"

    def _row(
        self, to: str, sender: str | None, body: str, direction: str, status: str, at: datetime | None = None
    ) -> Row:
        return message_row(self.new_sid("SM"), to, sender, body, direction, status, at)

    def _keep(self, rows: list[Row], row: Row) -> None:
        with self._lock:
            rows.append(row)
            del rows[:-MOST_ROWS]

    def _move(self, row: Row, status: str, error: str) -> None:
        now = format_datetime(datetime.now(UTC))
        row.update(status=status, date_updated=now, date_sent=row["date_sent"] or now)
        row["error_code"] = int(error) if error else None

    def _tell(self, row: Row, status: str, error: str) -> Reply:
        address = str(row.get("status_callback") or "")
        if not (self.signed_base and address.startswith(self.signed_base)):
            return Reply(0)
        return self.post(address, status_form(row, status, error), self.postman.next_mischief())

    def _letter(self, path: str, form: dict[str, str], mischief: Mischief | None, token: str) -> _Posted:
        signature = self.sign(self.signed_base + path, form).signature
        if mischief == Mischief.BAD_SIGNATURE:
            signature = "AAAA" + signature[4:]
        headers = {**FORM, "X-Twilio-Signature": signature, "I-Twilio-Idempotency-Token": token}
        return _Posted(self.service + path, urlencode(form).encode(), headers)


@contextmanager
def running(simulator: TwilioSimulator, port: int = 0) -> Iterator[TwilioSimulator]:
    """Sets `simulator.base`, for TWILIO_API_BASE."""
    from tests.simulators.twilio_api import TwilioApi

    with serving(TwilioApi(simulator), port) as simulator.base:
        yield simulator
    simulator.postman.goes_home()


__all__ = ["ACCOUNT", "SENDER", "TOKEN", "Fault", "Mischief", "TwilioSimulator", "Webhook", "running"]
