"""Carries webhooks to the service, on loopback only, and does mischief with them when told to."""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

import requests
from werkzeug.test import Client

from tests.simulators.faults import Mischief

KEPT = 1000  # deliveries remembered


class Letter(Protocol):
    """A webhook, signed and ready to go."""

    @property
    def url(self) -> str: ...
    @property
    def body(self) -> bytes: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service said. `status` 0: nothing."""

    status: int
    body: bytes = b""

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300


Deliver = Callable[[Letter], Reply]
Write = Callable[[], Letter]  # called again for every attempt: a retry is signed anew


def by_http(letter: Letter) -> Reply:
    """Never leaves this machine."""
    if urlsplit(letter.url).hostname not in {"127.0.0.1", "localhost"}:
        return Reply(0)
    try:
        answer = requests.post(letter.url, letter.body, headers=dict(letter.headers), timeout=30)
    except requests.RequestException:
        return Reply(0)
    return Reply(answer.status_code, answer.content)


def through(client: Client) -> Deliver:
    """Hands webhooks to an application in this process, by its test client."""

    def deliver(letter: Letter) -> Reply:
        parts = urlsplit(letter.url)
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = client.post(address, data=letter.body, headers=dict(letter.headers))
        return Reply(answer.status_code, answer.get_data())

    return deliver


@dataclass
class Postman:
    """`retries`: seconds to wait before each further attempt of a webhook that got no 2xx; `late` in seconds."""

    deliver: Deliver = by_http
    retries: Sequence[float] = ()
    late: float | None = None
    mischief: deque[Mischief] = field(default_factory=deque)
    delivered: deque[tuple[str, int]] = field(default_factory=lambda: deque(maxlen=KEPT))  # url, status
    held: list[Write] = field(default_factory=list)
    waiting: int = 0  # webhooks that will be tried again
    _after: list[Write] = field(default_factory=list)
    _closed: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next_mischief(self) -> Mischief | None:
        try:
            return self.mischief.popleft()
        except IndexError:
            return None

    def post(self, write: Write, mischief: Mischief | None = None) -> Reply:
        """What the service said to it; Reply(0) for one that is held back or lost."""
        if mischief == Mischief.DROP:
            return Reply(0)
        if mischief == Mischief.LATE:
            return self._hold(write)
        if mischief == Mischief.OUT_OF_ORDER:
            self._after.append(write)
            return Reply(0)
        reply = self._carry(write)
        if mischief == Mischief.TWICE:
            self._carry(write)
        while self._after:
            self._carry(self._after.pop(0))
        return reply

    def release(self) -> list[Reply]:
        """Whatever was held back arrives now, in its own order."""
        with self._lock:
            letters, self.held = self._after + self.held, []
            self._after = []
        return [self._carry(write) for write in letters]

    def soon(self, wait: float, do: Callable[[], object]) -> None:
        """In a thread of its own; forgotten when the postman goes home."""

        def work() -> None:
            if not self._closed.wait(wait):
                do()

        threading.Thread(target=work, daemon=True).start()

    def goes_home(self) -> None:
        self._closed.set()

    def _hold(self, write: Write) -> Reply:
        self.held.append(write)
        if self.late is not None:
            self.soon(self.late, self.release)
        return Reply(0)

    def _carry(self, write: Write) -> Reply:
        reply = self._try(write)
        if not reply.ok and self.retries:
            with self._lock:
                self.waiting += 1
            threading.Thread(target=self._try_again, args=(write,), daemon=True).start()
        return reply

    def _try(self, write: Write) -> Reply:
        letter = write()
        reply = self.deliver(letter)
        self.delivered.append((letter.url, reply.status))
        return reply

    def _try_again(self, write: Write) -> None:
        for wait in self.retries:
            if self._closed.wait(wait) or self._try(write).ok:
                break
        with self._lock:
            self.waiting -= 1
