"""Twilio on loopback does what other tests rely on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import filetype
import pytest
import requests
from twilio.request_validator import RequestValidator

from tests.integration.simulators.listener import SERVICE, Listener
from tests.simulators.described import DescribedApi
from tests.simulators.faults import Mischief
from tests.simulators.postman import Postman
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator, running
from tests.simulators.twilio_voice import EndlessCall, call

PUBLIC = "https://pakn.example"
ACCOUNT_PATH = f"/2010-04-01/Accounts/{ACCOUNT}"


@pytest.fixture
def service() -> Listener:
    return Listener()


@pytest.fixture
def twilio(service: Listener) -> Iterator[TwilioSimulator]:
    simulator = TwilioSimulator(service=SERVICE, public=PUBLIC, postman=Postman(service))
    with running(simulator):
        yield simulator


def get(twilio: TwilioSimulator, resource: str, **query: str) -> requests.Response:
    address = f"{twilio.base}{ACCOUNT_PATH}/{resource}"
    named = {name.replace("_after", ">").replace("_before", "<"): value for name, value in query.items()}
    return requests.get(address, named, auth=(ACCOUNT, twilio.token), timeout=5)


def send(twilio: TwilioSimulator, recipient: str = "+84905123456") -> requests.Response:
    form = {
        "To": recipient,
        "From": SENDER,
        "Body": "da nhan",
        "StatusCallback": f"{PUBLIC}/webhooks/twilio/status",
    }
    address = f"{twilio.base}{ACCOUNT_PATH}/Messages.json"
    return requests.post(address, form, auth=(ACCOUNT, TOKEN), timeout=5)


def signed(service: Listener, path: str = "/webhooks/twilio/sms", token: str = TOKEN) -> list[bool]:
    return [
        bool(RequestValidator(token).validate(PUBLIC + path, form, letter.headers["X-Twilio-Signature"]))
        for form, letter in zip(service.forms, service.letters, strict=True)
    ]


def test_its_answers_are_as_twilio_describes_them(twilio: TwilioSimulator, service: Listener) -> None:
    described = DescribedApi("twilio-2010-04-01")
    sent = send(twilio).json()
    twilio.text("+84905123456", "duong hu")
    call(twilio, "+84905123456")
    for operation, answer in (
        ("CreateMessage", sent),
        ("ListMessage", get(twilio, "Messages.json").json()),
        ("FetchMessage", get(twilio, f"Messages/{sent['sid']}.json").json()),
        ("ListCall", get(twilio, "Calls.json").json()),
    ):
        schema = described.answer_schema(operation)
        found = [fault for fault in described.description.faults(answer, schema) if "trunk_sid" not in fault]
        assert found == [], operation


def test_a_message_goes_its_way_and_each_step_is_told(twilio: TwilioSimulator, service: Listener) -> None:
    twilio.fates["+84905999999"] = ("undelivered", "30005")
    for recipient in ("+84905123456", "+84905999999"):
        send(twilio, recipient)
        twilio.finish(twilio.messages[-1])
    told = [(form["MessageStatus"], form.get("ErrorCode", "")) for form in service.forms]
    assert told == [("sent", ""), ("delivered", ""), ("sent", ""), ("undelivered", "30005")]
    assert signed(service, "/webhooks/twilio/status") == [True] * 4
    assert service.letters[0].url == f"{SERVICE}/webhooks/twilio/status"


def test_lists_are_cut_by_number_and_time_and_go_on_page_by_page(twilio: TwilioSimulator) -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    for hour in range(5):
        twilio.receive(f"+8490512345{hour}", f"tin {hour}", at=start + timedelta(hours=10 * hour))
    newest_first = [row["body"] for row in get(twilio, "Messages.json", To=SENDER).json()["messages"]]
    assert newest_first == ["tin 4", "tin 3", "tin 2", "tin 1", "tin 0"]
    second_day = get(twilio, "Messages.json", DateSent="2026-03-03").json()["messages"]
    assert [row["body"] for row in second_day] == ["tin 4", "tin 3"]
    later = get(twilio, "Messages.json", DateSent_after="2026-03-02T20:00:00Z", PageSize="2").json()
    following = get(twilio, later["next_page_uri"].removeprefix(ACCOUNT_PATH + "/")).json()
    bodies = [row["body"] for page in (later, following) for row in page["messages"]]
    assert (bodies, following["next_page_uri"]) == (["tin 4", "tin 3", "tin 2"], None)


def test_a_stranger_reads_nothing_and_an_old_token_opens_while_both_count(twilio: TwilioSimulator) -> None:
    assert requests.get(f"{twilio.base}{ACCOUNT_PATH}/Messages.json", timeout=5).status_code == 401
    twilio.rotate("another")
    assert send(twilio).status_code == 201
    twilio.rotate("third", both=False)
    assert send(twilio).status_code == 401


def test_mischief_is_signed_for_but_for_the_forged_one(twilio: TwilioSimulator, service: Listener) -> None:
    twilio.postman.mischief.extend([Mischief.BAD_SIGNATURE, Mischief.EXTRA_PARAMS, Mischief.DECOMPOSED])
    for _ in range(3):
        twilio.text("+84905123456", "Đường hư")
    assert signed(service) == [False, True, True]
    assert "ThamSoLa" in service.forms[1]
    assert service.forms[2]["Body"] != "Đường hư"


MENU = b"""<Response><Say language="vi-VN">Xin chao</Say>
<Gather numDigits="1" action="/webhooks/twilio/voice/menu?lan=1"><Say>Bam 1</Say></Gather><Hangup/></Response>"""
RECORD = b'<Response><Record action="/webhooks/twilio/voice/recorded" maxLength="120"/></Response>'
DIAL = (
    b'<Response><Dial action="/webhooks/twilio/voice/after-dial" timeout="20">+84263000222</Dial></Response>'
)


def test_a_caller_follows_the_menu_and_leaves_a_message(twilio: TwilioSimulator, service: Listener) -> None:
    service.answers.extend([(200, MENU), (200, RECORD)])
    heard = call(twilio, "+84905123456", ("1",), talks=7)
    assert (heard.said, len(heard.recordings)) == (["Xin chao", "Bam 1"], 1)
    assert service.forms[1]["Digits"] == "1"
    assert service.forms[2] | {"RecordingDuration": "7", "Digits": "hangup"} == service.forms[2]
    assert twilio.calls[0]["status"] == "completed"


def test_a_recording_is_a_real_file_and_needs_the_password(
    twilio: TwilioSimulator, service: Listener
) -> None:
    service.answers.append((200, RECORD))
    heard = call(twilio, "+84905123456")
    for kind, mime in ((".mp3", "audio/mpeg"), (".wav", "audio/x-wav")):
        answer = get(twilio, f"Recordings/{heard.recordings[0]}{kind}")
        assert filetype.guess_mime(answer.content) == mime
        stranger = requests.get(answer.url, timeout=5)
        assert stranger.status_code == 401


def test_an_officer_who_does_not_answer_is_told_of(twilio: TwilioSimulator, service: Listener) -> None:
    service.answers.append((200, DIAL))
    heard = call(twilio, "+84905123456", answered="no-answer")
    assert heard.dialled == ["+84263000222"]
    assert service.forms[1]["DialCallStatus"] == "no-answer"


def test_a_menu_without_end_is_a_fault(twilio: TwilioSimulator, service: Listener) -> None:
    service.answers.extend([(200, b"<Response><Redirect>/webhooks/twilio/voice</Redirect></Response>")] * 40)
    with pytest.raises(EndlessCall):
        call(twilio, "+84905123456")
