"""A telephone that is rung: signed webhooks of Twilio, and the answers read as what the caller hears."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from tests.builders.cases import load_pack

TOKEN = "12345"
ACCOUNT = "AC" + "1" * 32
ADDRESS = "/webhooks/twilio/voice"
CITIZEN = "+84905123456"
OFFICER_PHONE = "+84911111111"
_numbers = itertools.count(1)


@dataclass
class Heard:
    """An answer in TwiML, as the caller lives it."""

    response: TestResponse

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.response.data)  # noqa: S314  our own answer

    @property
    def verbs(self) -> list[str]:
        return [verb.tag for verb in self.root]

    @property
    def said(self) -> str:
        return " ".join(say.text or "" for say in self.root.iter("Say"))

    def one(self, verb: str) -> Mapping[str, str]:
        (found,) = self.root.iter(verb)
        return found.attrib

    @property
    def text(self) -> str:
        return self.response.get_data(as_text=True)


@dataclass
class Caller:
    """Somebody on the telephone. Every webhook is kept in `sent`, to be sent once more."""

    app: Flask
    number: str = CITIZEN
    sid: str = field(default_factory=lambda: f"CA{next(_numbers):032d}")
    sent: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    last: Heard | None = None

    def post(self, path: str, **form: str) -> Heard:
        """`path` below the voice address, or a full address from an answer."""
        address = path if path.startswith("http") else f"http://localhost{ADDRESS}{path}"
        said = {
            "CallSid": self.sid,
            "AccountSid": ACCOUNT,
            "From": self.number,
            "To": "+15005550006",
            "CallStatus": "in-progress",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
            **form,
        }
        self.sent.append((address, said))
        self.last = self.send(address, said)
        return self.last

    def again(self, number: int = -1) -> Heard:
        """The webhook of this number once more, as Twilio does when it saw no answer."""
        return self.send(*self.sent[number])

    def send(self, address: str, form: dict[str, str]) -> Heard:
        parts = urlsplit(address)
        heard = Heard(
            self.app.test_client().post(
                parts.path + (f"?{parts.query}" if parts.query else ""),
                data=urlencode(form),
                content_type="application/x-www-form-urlencoded",
                headers={"X-Twilio-Signature": RequestValidator(TOKEN).compute_signature(address, form)},
            )
        )
        assert heard.response.status_code == 200, heard.text
        assert heard.response.content_type == "text/xml; charset=utf-8"
        return heard

    def rings(self) -> Heard:
        return self.post("", CallStatus="ringing")

    def presses(self, digits: str) -> Heard:
        assert self.last
        return self.post(self.last.one("Gather")["action"], Digits=digits)

    def speaks(self, seconds: int = 42, recording: str = "") -> Heard:
        """Leaves a message and presses #: Twilio asks for the action, and tells of the recording later."""
        assert self.last
        recording = recording or self.recording
        address = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Recordings/{recording}"
        return self.post(
            self.last.one("Record")["action"],
            RecordingSid=recording,
            RecordingUrl=address,
            RecordingDuration=str(seconds),
            Digits="#",
        )

    def recording_is(self, status: str = "completed", seconds: int = 42, base: str = "") -> Heard:
        base = base or "https://api.twilio.com"
        form = {
            "CallSid": self.sid,
            "AccountSid": ACCOUNT,
            "RecordingSid": self.recording,
            "RecordingStatus": status,
            "RecordingDuration": str(seconds),
            "RecordingUrl": f"{base}/2010-04-01/Accounts/{ACCOUNT}/Recordings/{self.recording}",
            "RecordingSource": "RecordVerb",
        }
        address = f"http://localhost{ADDRESS}/ghi-am"
        self.sent.append((address, form))
        return self.send(address, form)

    def hangs_up(self, seconds: int = 20, status: str = "completed") -> Heard:
        return self.post("/trang-thai", CallStatus=status, CallDuration=str(seconds), Duration="1")

    @property
    def recording(self) -> str:
        return f"RE{self.sid[2:]}"


Ring = Callable[..., Caller]


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    application = create_app(
        replace(
            config,
            twilio_auth_token=TOKEN,
            twilio_account_sid=ACCOUNT,
            twilio_voice_dial=OFFICER_PHONE,
        )
    )
    with application.app_context():
        load_pack(db.session())
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the service's clock."""
    from feedback_service.intake.views import voice

    return lambda moment: monkeypatch.setattr(voice, "now", lambda: moment)


@pytest.fixture
def ring(app: Flask, at: Callable[[datetime], None], now: datetime) -> Ring:
    at(now)
    return lambda number=CITIZEN: Caller(app, number)
