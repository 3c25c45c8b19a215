"""The whole service as `make run` starts it, with a Twilio on loopback behind it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from feedback_service.config import Config
from tests.resilience.crowd import Crowd, Message
from tests.servers.service import GUNICORN, SUPERVISED, Service, environ_of, serving
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator, running

StartService = Callable[..., AbstractContextManager[Service]]
StartCrowd = Callable[[str, Sequence[Message]], Crowd]


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running(TwilioSimulator(slowness=0.05)) as simulator:
        yield simulator


@pytest.fixture
def start_service(twilio: TwilioSimulator, tmp_path: Path) -> StartService:
    """Supervisor, gunicorn and worker; they migrate and load the pack by themselves. More settings may be given."""
    return _start(twilio, tmp_path, SUPERVISED)


@pytest.fixture
def start_web(twilio: TwilioSimulator, tmp_path: Path) -> StartService:
    """Gunicorn alone, on a database that is ready."""
    return _start(twilio, tmp_path, GUNICORN)


def _start(twilio: TwilioSimulator, folder: Path, command: Sequence[str]) -> StartService:
    gateway = {
        "SMS_GATEWAY": "twilio",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_FROM": SENDER,
        "QUIET_HOURS": "off",  # the tests run at night too
    }

    @contextmanager
    def start(config: Config, **settings: str) -> Iterator[Service]:
        environ = environ_of(config) | gateway | {"TWILIO_API_BASE": twilio.base} | settings
        with serving(environ, folder, command) as service:
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
