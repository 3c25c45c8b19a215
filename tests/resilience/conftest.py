"""The whole service as `make run` starts it, with a Twilio on loopback behind it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from feedback_service.config import Config
from tests.resilience.crowd import Crowd, Message
from tests.servers.service import SUPERVISED, Service, environ_of, serving
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator, running

StartService = Callable[[Config], AbstractContextManager[Service]]
StartCrowd = Callable[[str, Sequence[Message]], Crowd]


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running(TwilioSimulator(slowness=0.05)) as simulator:
        yield simulator


@pytest.fixture
def start_service(twilio: TwilioSimulator, tmp_path: Path) -> StartService:
    """Supervisor, gunicorn and worker; they migrate and load the pack by themselves."""
    gateway = {
        "SMS_GATEWAY": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": SENDER,
    }

    @contextmanager
    def start(config: Config) -> Iterator[Service]:
        environ = environ_of(config) | gateway | {"TWILIO_API_BASE": twilio.base}
        with serving(environ, tmp_path, SUPERVISED) as service:
            yield service

    return start


@pytest.fixture
def crowd() -> Iterator[StartCrowd]:
    """Begins to send at once."""
    crowds: list[Crowd] = []

    def start(base: str, messages: Sequence[Message]) -> Crowd:
        crowds.append(Crowd(base, messages))
        return crowds[-1]

    yield start
    for one in crowds:
        one.goes_home()
