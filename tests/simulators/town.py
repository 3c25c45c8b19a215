"""Every provider in one process, and the people who text and call through them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from tests.simulators.answering import Answer, Request, serving
from tests.simulators.control import Control
from tests.simulators.facebook import PREFIX as FACEBOOK
from tests.simulators.facebook import FacebookSimulator
from tests.simulators.faults import Fault, Mischief
from tests.simulators.smsgate import SmsGateSimulator
from tests.simulators.smsgate_api import PREFIX, SmsGateApi
from tests.simulators.twilio import TwilioSimulator
from tests.simulators.twilio_api import TwilioApi
from tests.simulators.twilio_rows import international, moment_of
from tests.simulators.zalo import PREFIX as ZALO
from tests.simulators.zalo import ZaloSimulator

PROVIDERS = ("smsgate", "twilio")


@dataclass(frozen=True, slots=True)
class Bubble:
    """One text of a thread. `ours`: from the service to the citizen."""

    at: datetime
    provider: str
    ours: bool
    text: str
    state: str


@dataclass
class Town:
    twilio: TwilioSimulator = field(default_factory=TwilioSimulator)
    smsgate: SmsGateSimulator = field(default_factory=SmsGateSimulator)
    zalo: ZaloSimulator = field(default_factory=ZaloSimulator)
    facebook: FacebookSimulator = field(default_factory=FacebookSimulator)

    def __post_init__(self) -> None:
        self._twilio_api, self._smsgate_api = TwilioApi(self.twilio), SmsGateApi(self.smsgate)
        self._control = Control(self)

    def __call__(self, request: Request) -> Answer:
        if request.path.startswith("/2010-04-01/"):
            return self._twilio_api(request)
        if request.path.startswith(PREFIX + "/"):
            return self._smsgate_api(request)
        if request.path.startswith(ZALO + "/"):
            return self.zalo(request)
        if request.path.startswith(FACEBOOK + "/"):
            return self.facebook(request)
        return self._control(request)

    def text(self, provider: str, sender: str, text: str) -> int:
        """The service's status; 0 where nothing reached it."""
        if provider == "twilio":
            return self.twilio.text(international(sender), text).status
        return self.smsgate.text(sender, text).status

    def tell_again(self, provider: str) -> Callable[[], int]:
        """The last text that came in by this provider, told once more at each call."""
        if provider == "twilio":
            row = self.twilio.received[-1]
            return lambda: self.twilio.tell(row).status
        kept = self.smsgate.inbox[-1]
        return lambda: self.smsgate.tell(kept).status

    def misbehave(self, provider: str, word: str, times: int = 1) -> None:
        """`word`: a Fault or a Mischief (platforms know none). Raises ValueError for another."""
        if provider in {"zalo", "facebook"}:
            faults = self.zalo.faults if provider == "zalo" else self.facebook.faults
            faults.extend([Fault(word)] * times)
            return
        gateway = self.twilio if provider == "twilio" else self.smsgate
        if word in {fault.value for fault in Fault}:
            gateway.faults.extend([Fault(word)] * times)
        else:
            gateway.postman.mischief.extend([Mischief(word)] * times)

    def thread(self, number: str) -> list[Bubble]:
        """All texts from and to a number, whatever the provider, oldest first."""
        number = international(number)
        return sorted(
            (bubble for who, bubble in self._bubbles() if international(who) == number),
            key=lambda one: one.at,
        )

    def numbers(self) -> list[str]:
        """Those who texted or were texted, latest first."""
        latest = sorted(self._bubbles(), key=lambda pair: pair[1].at, reverse=True)
        return list(dict.fromkeys(international(who) for who, _ in latest))

    def goes_home(self) -> None:
        self.twilio.postman.goes_home()
        self.smsgate.postman.goes_home()

    def _bubbles(self) -> list[tuple[str, Bubble]]:
        found: list[tuple[str, Bubble]] = []
        for row in self.twilio.all_messages():
            ours = row["direction"] != "inbound"
            at = moment_of(row, "date_created")
            assert at is not None
            bubble = Bubble(at, "twilio", ours, str(row["body"]), str(row["status"]))
            found.append((str(row["to" if ours else "from"]), bubble))
        for text in self.smsgate.inbox:
            found.append((text.sender, Bubble(text.network_time, "smsgate", False, text.text, "received")))
        for sent in self.smsgate.messages:
            found.append((sent.to, Bubble(sent.created_at, "smsgate", True, sent.text, sent.state)))
        return found


@contextmanager
def running(town: Town, port: int = 0) -> Iterator[Town]:
    """Sets `twilio.base` and `smsgate.base`."""
    with serving(town, port) as base:
        town.twilio.base, town.smsgate.base = base, base + PREFIX
        town.zalo.base, town.facebook.base = base + ZALO, base + FACEBOOK
        yield town
    town.goes_home()
