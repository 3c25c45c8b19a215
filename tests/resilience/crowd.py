"""People and a gateway who send, and send the same again until they are answered."""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol

import requests
from twilio.request_validator import RequestValidator

from tests.simulators.twilio import SENDER, TOKEN

WORDS = "Đường thôn 4 lầy lội, mưa xuống xe máy không đi được, đề nghị xã cho sửa"
PATIENCE_SECONDS = 120
AGAIN_SECONDS = 0.1


class Message(Protocol):
    """One matter under one id. Sending it again is the same matter."""

    @property
    def submission_id(self) -> str: ...
    def send(self, base: str, line: requests.Session) -> requests.Response: ...


@dataclass(frozen=True, slots=True)
class Form:
    number: int
    key: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def submission_id(self) -> str:
        return f"web:{self.key}"

    @property
    def phone(self) -> str:
        return f"+8491{self.number:07d}"

    def send(self, base: str, line: requests.Session) -> requests.Response:
        fields = {"noi_dung": WORDS, "dien_thoai": self.phone, "ma_gui": self.key}
        return line.post(f"{base}/gui", data=fields, timeout=30, allow_redirects=False)


@dataclass(frozen=True, slots=True)
class TextMessage:
    number: int
    key: str = field(default_factory=lambda: f"SM{uuid.uuid4().hex}")

    @property
    def submission_id(self) -> str:
        return f"twilio:{self.key}"

    @property
    def phone(self) -> str:
        return f"+8490{self.number:07d}"

    def send(self, base: str, line: requests.Session) -> requests.Response:
        form = {"MessageSid": self.key, "From": self.phone, "To": SENDER, "Body": WORDS}
        address = f"{base}/webhooks/twilio/sms"
        signature = str(RequestValidator(TOKEN).compute_signature(address, form))
        return line.post(address, data=form, headers={"X-Twilio-Signature": signature}, timeout=30)


Answers = Sequence[tuple[Message, requests.Response]]


def one_after_another(base: str, messages: Sequence[Message]) -> list[tuple[Message, requests.Response]]:
    """Each once, the next when the last was answered with 2xx or 3xx."""
    line = requests.Session()
    answers = [(message, message.send(base, line)) for message in messages]
    assert {answer.status_code for _, answer in answers} <= {200, 303}
    return answers


class Crowd:
    """Sends each message until it is answered with 2xx or 3xx, `clients` at a time, in the background."""

    def __init__(
        self, base: str, messages: Sequence[Message], clients: int = 6, patience: float = PATIENCE_SECONDS
    ) -> None:
        self.statuses: Counter[int] = Counter()  # of all answers, also those after which it was sent again
        self.answered: list[tuple[Message, requests.Response]] = []
        self._base, self._wanted = base, len(messages)
        self._until = time.monotonic() + patience
        self._lines = threading.local()
        self._pool = ThreadPoolExecutor(clients)
        self._sending = [self._pool.submit(self._insist, message) for message in messages]

    def wait_until_answered(self, share: float = 1.0) -> None:
        while len(self.answered) < share * self._wanted:
            if (
                failed := next((one for one in self._sending if one.done() and one.exception()), None)
            ) is not None:
                failed.result()
            time.sleep(0.01)

    def goes_home(self) -> None:
        self._until = 0.0
        self._pool.shutdown(cancel_futures=True)

    def _insist(self, message: Message) -> None:
        while time.monotonic() < self._until:
            answer = self._try(message)
            if answer is not None and answer.status_code < 400:
                self.answered.append((message, answer))
                return
            time.sleep(AGAIN_SECONDS)
        raise TimeoutError(f"{message} was not answered; the answers so far: {self.statuses}")

    def _try(self, message: Message) -> requests.Response | None:
        """None: the line broke, which says nothing of whether it was taken."""
        try:
            answer = message.send(self._base, self._line())
        except requests.RequestException:
            self._lines.session = None
            return None
        self.statuses[answer.status_code] += 1
        return answer

    def _line(self) -> requests.Session:
        line: requests.Session | None = getattr(self._lines, "session", None)
        if line is None:
            line = self._lines.session = requests.Session()
        return line
