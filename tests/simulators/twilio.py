"""Twilio on loopback: takes messages, lists them, signs webhooks, and misbehaves when told to.

By hand:  python -m tests.simulators.twilio 8081      then TWILIO_API_BASE=http://127.0.0.1:8081
"""

import json
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "1" * 32
TOKEN = "12345"
SENDER = "+15005550006"
# What Twilio's own test credentials refuse: https://www.twilio.com/docs/iam/test-credentials
MAGIC_RECIPIENTS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}


class Fault(StrEnum):
    """What happens to the next message."""

    BUSY = "busy"  # 429 with Retry-After
    ERROR_BEFORE = "error_before"  # 500, and it was not taken
    ERROR_AFTER = "error_after"  # 500, and it was taken
    SILENCE_AFTER = "silence_after"  # taken, and the answer never comes
    NONSENSE = "nonsense"  # taken, and the answer is no JSON
    HANG_UP = "hang_up"  # taken, and the connection is closed without an answer


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request as Twilio would make it, signed."""

    url: str
    form: dict[str, str]
    signature: str

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Twilio-Signature": self.signature}


@dataclass
class TwilioSimulator:
    """`slowness` in seconds: how long each send takes to answer. `Retry-After` is `retry_after` seconds."""

    token: str = TOKEN
    slowness: float = 0.0
    silence: float = 30.0
    retry_after: int = 7
    page_size: int = 100
    messages: list[dict[str, object]] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    asked: int = 0  # how often the list was read
    base: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, form: dict[str, str]) -> dict[str, object]:
        with self._lock:
            row: dict[str, object] = {
                "sid": f"SM{len(self.messages):032x}",
                "account_sid": ACCOUNT,
                "api_version": "2010-04-01",
                "to": form["To"],
                "from": form.get("From"),
                "messaging_service_sid": form.get("MessagingServiceSid"),
                "body": form["Body"],
                "status": "queued",
                "direction": "outbound-api",
                "error_code": None,
                "error_message": None,
                "num_segments": "1",
                "num_media": "0",
                "price": None,
                "date_created": format_datetime(datetime.now(UTC)),
                "date_sent": None,
                "status_callback": form.get("StatusCallback", ""),
            }
            self.messages.append(row)
            return row

    def callback(self, message: int, status: str, error_code: str = "") -> Webhook:
        """The status callback of the message of this number, in any order and as often as the caller
        likes.
        """
        row = self.messages[message]
        form = {
            "MessageSid": str(row["sid"]),
            "SmsSid": str(row["sid"]),
            "MessageStatus": status,
            "SmsStatus": status,
            "To": str(row["to"]),
            "From": SENDER,
            "AccountSid": ACCOUNT,
            "ApiVersion": "2010-04-01",
        }
        return self.sign(
            str(row["status_callback"]), form | ({"ErrorCode": error_code} if error_code else {})
        )

    def inbound(self, url: str, sender: str, body: str, sid: str = "SM" + "f" * 32) -> Webhook:
        form = {
            "MessageSid": sid,
            "SmsSid": sid,
            "AccountSid": ACCOUNT,
            "From": sender,
            "To": SENDER,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": "1",
        }
        return self.sign(url, form)

    def sign(self, url: str, form: dict[str, str]) -> Webhook:
        return Webhook(url, form, str(RequestValidator(self.token).compute_signature(url, form)))

    def bodies(self) -> list[str]:
        with self._lock:
            return [str(row["body"]) for row in self.messages]

    def page(self, question: dict[str, list[str]], path: str) -> dict[str, object]:
        """Newest first, as Twilio does, with the address of the page that follows."""
        self.asked += 1
        to, sender = question.get("To", [""])[0], question.get("From", [""])[0]
        number = int(question.get("Page", ["0"])[0])
        with self._lock:
            rows = [
                row
                for row in reversed(self.messages)
                if row["to"] == to and (not sender or row["from"] == sender)
            ]
        start = number * self.page_size
        more = len(rows) > start + self.page_size
        following = (
            f"{path}?To={to.replace('+', '%2B')}&Page={number + 1}&PageToken=PA{number}" if more else None
        )
        return {
            "messages": rows[start : start + self.page_size],
            "page": number,
            "page_size": self.page_size,
            "next_page_uri": following,
        }


class _Handler(BaseHTTPRequestHandler):
    simulator: TwilioSimulator

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        form = dict(parse_qsl(body, keep_blank_values=True))
        simulator = self.simulator
        fault = simulator.faults.popleft() if simulator.faults else None
        if fault == Fault.BUSY:
            return self._answer(429, _error(20429, 429), {"Retry-After": str(simulator.retry_after)})
        if fault == Fault.ERROR_BEFORE:
            return self._answer(500, _error(20500, 500))
        if form.get("To") in MAGIC_RECIPIENTS:
            return self._answer(400, _error(MAGIC_RECIPIENTS[form["To"]], 400))
        row = simulator.take(form)
        time.sleep(simulator.slowness)
        self._answer_taken(fault, row)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._answer(200, self.simulator.page(parse_qs(parts.query), parts.path))

    def _answer_taken(self, fault: Fault | None, row: dict[str, object]) -> None:
        if fault == Fault.SILENCE_AFTER:
            time.sleep(self.simulator.silence)
        if fault in {Fault.SILENCE_AFTER, Fault.HANG_UP}:
            self.close_connection = True
        elif fault == Fault.ERROR_AFTER:
            self._answer(500, _error(20500, 500))
        elif fault == Fault.NONSENSE:
            self._answer(200, None)
        else:
            self._answer(201, row)

    def _answer(
        self, status: int, document: dict[str, object] | None, headers: dict[str, str] | None = None
    ) -> None:
        body = b"<html>Welcome to our Wi-Fi</html>" if document is None else json.dumps(document).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _error(code: int, status: int) -> dict[str, object]:
    return {
        "code": code,
        "message": "…",
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that went away (killed, timed out) is what this is for."""


@contextmanager
def running(simulator: TwilioSimulator, port: int = 0) -> Iterator[TwilioSimulator]:
    """Sets `simulator.base`, for TWILIO_API_BASE."""
    handler = type("Handler", (_Handler,), {"simulator": simulator})
    server = _Server(("127.0.0.1", port), handler)
    simulator.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    with running(TwilioSimulator(), int(sys.argv[1]) if len(sys.argv) > 1 else 8081) as here:
        print(f"TWILIO_API_BASE={here.base} TWILIO_ACCOUNT_SID={ACCOUNT} TWILIO_AUTH_TOKEN={TOKEN}")
        threading.Event().wait()
