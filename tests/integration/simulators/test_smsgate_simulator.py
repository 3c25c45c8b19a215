"""The phone on loopback does what other tests rely on."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests

from feedback_service.carrier.smsgate_webhooks import is_genuine
from tests.integration.simulators.listener import SERVICE, Listener
from tests.simulators.described import DescribedApi
from tests.simulators.faults import Mischief
from tests.simulators.postman import Postman
from tests.simulators.smsgate import KEY, PASSWORD, USER, SmsGateSimulator, running

LONG = "Kính gửi ông/bà, đường thôn 5 sẽ được sửa. " * 4
BODY = {"textMessage": {"text": LONG}, "phoneNumbers": ["+84905123456"]}


@pytest.fixture
def service() -> Listener:
    return Listener()


@pytest.fixture
def phone(service: Listener) -> Iterator[SmsGateSimulator]:
    with running(SmsGateSimulator(service=SERVICE, postman=Postman(service))) as simulator:
        yield simulator


def ask(phone: SmsGateSimulator, method: str, path: str, body: object = None) -> requests.Response:
    return requests.request(method, phone.base + path, json=body, auth=(USER, PASSWORD), timeout=5)


def genuine(service: Listener, key: str = KEY) -> list[bool]:
    return [
        is_genuine(one.body, one.headers["X-Timestamp"], one.headers["X-Signature"], [key])
        for one in service.letters
    ]


def faults(name: str, value: object) -> list[str]:
    description = DescribedApi("smsgate").description
    return list(description.faults(value, {"$ref": f"#/components/schemas/{name}"}, closed=True))


def test_it_answers_and_tells_as_its_maker_describes(phone: SmsGateSimulator, service: Listener) -> None:
    taken = ask(phone, "POST", "/messages", BODY | {"id": "ek-1"})
    phone.text("0905123456", "duong hu")
    phone.progress(phone.messages[0])
    phone.ping()
    assert (taken.status_code, faults("MessageState", taken.json())) == (202, [])
    assert faults("MessageState", ask(phone, "GET", "/messages/ek-1").json()) == []
    assert [faults("IncomingMessage", row) for row in ask(phone, "GET", "/inbox").json()] == [[]]
    assert faults("HealthResponse", requests.get(f"{phone.base}/health", timeout=5).json()) == []
    assert [faults("WebHookEvent", event) for event in service.events] == [[]] * len(service.events)
    assert faults("SmsReceivedPayload", service.events[0]["payload"]) == []
    assert all(genuine(service))


def test_an_id_that_it_knows_is_not_sent_twice(phone: SmsGateSimulator) -> None:
    statuses = [ask(phone, "POST", "/messages", BODY | {"id": "ek-1"}).status_code for _ in range(2)]
    assert (statuses, len(phone.messages)) == ([202, 409], 1)


@pytest.mark.parametrize("body", [None, {}, {"phoneNumbers": []}, BODY | {"message": "hai"}])
def test_what_is_wrong_is_refused(phone: SmsGateSimulator, body: object) -> None:
    assert ask(phone, "POST", "/messages", body).status_code == 400


def test_each_part_of_a_long_text_is_delivered_by_itself(phone: SmsGateSimulator, service: Listener) -> None:
    ask(phone, "POST", "/messages", BODY)
    phone.progress(phone.messages[0])
    names = [event["event"] for event in service.events]
    assert names == ["sms:sent"] + ["sms:delivered"] * phone.messages[0].parts
    assert phone.messages[0].parts == 3


def test_a_webhook_without_a_2xx_comes_again_signed_anew(phone: SmsGateSimulator, service: Listener) -> None:
    phone.postman.retries = (0.0, 1.1)
    service.answers.extend([(500, b""), (503, b"")])
    phone.text("0905123456", "duong hu")
    until = time.monotonic() + 5
    while len(service.letters) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    assert len({event["id"] for event in service.events}) == 1
    assert len({letter.headers["X-Timestamp"] for letter in service.letters}) == 2
    assert genuine(service) == [True] * 3


def test_a_dead_phone_takes_messages_sends_none_and_says_nothing(
    phone: SmsGateSimulator, service: Listener
) -> None:
    phone.dies()
    ask(phone, "POST", "/messages", BODY | {"id": "ek-1"})
    phone.progress(phone.messages[0])
    phone.ping()
    phone.text("0905123456", "duong hu", datetime(2026, 3, 2, 2, 0, tzinfo=UTC))
    assert (ask(phone, "GET", "/messages/ek-1").json()["state"], service.letters) == ("Pending", [])
    phone.revive()
    assert [event["event"] for event in service.events][:2] == ["sms:received", "sms:sent"]
    assert service.events[0]["payload"]["receivedAt"] == "2026-03-02T09:00:00.000+07:00"


def test_a_wrong_clock_is_signed_with_and_told(phone: SmsGateSimulator, service: Listener) -> None:
    phone.clock_off = 86_400
    phone.text("0905123456", "duong hu")
    assert int(service.letters[0].headers["X-Timestamp"]) > time.time() + 80_000
    told = datetime.fromisoformat(service.events[0]["payload"]["receivedAt"])
    assert told > datetime.now(UTC) + timedelta(hours=23)


def test_what_the_inbox_tells_again_bears_the_phones_own_time(
    phone: SmsGateSimulator, service: Listener
) -> None:
    phone.text("0905123456", "duong hu")
    phone.export(datetime.now(UTC) - timedelta(minutes=1), datetime.now(UTC) + timedelta(minutes=1))
    first, again = (event["payload"] for event in service.events)
    assert first["messageId"] == again["messageId"]
    assert first["receivedAt"] != again["receivedAt"]


def test_a_new_key_signs_from_now_on(phone: SmsGateSimulator, service: Listener) -> None:
    phone.rotate("another", password="another", both=False)
    phone.text("0905123456", "duong hu")
    assert (genuine(service), genuine(service, "another")) == ([False], [True])
    assert ask(phone, "GET", "/inbox").status_code == 401


@pytest.mark.parametrize(
    ("mischief", "told"),
    [
        (Mischief.TWICE, ["mot", "mot", "hai"]),
        (Mischief.DROP, ["hai"]),
        (Mischief.OUT_OF_ORDER, ["hai", "mot"]),
        (Mischief.LATE, ["hai", "mot"]),
    ],
)
def test_mischief_is_done_with_webhooks(
    phone: SmsGateSimulator, service: Listener, mischief: Mischief, told: list[str]
) -> None:
    phone.postman.mischief.append(mischief)
    phone.text("0905123456", "mot")
    phone.text("0905123456", "hai")
    phone.postman.release()
    assert [event["payload"]["message"] for event in service.events] == told


def test_bad_signatures_are_bad_and_extra_words_are_signed(
    phone: SmsGateSimulator, service: Listener
) -> None:
    phone.postman.mischief.extend([Mischief.BAD_SIGNATURE, Mischief.EXTRA_PARAMS, Mischief.DECOMPOSED])
    for _ in range(3):
        phone.text("0905123456", "Đường hư")
    assert genuine(service) == [False, True, True]
    assert len(service.events[2]["payload"]["message"]) > len("Đường hư")


def test_only_loopback_is_ever_called() -> None:
    away = SmsGateSimulator(service="https://pakn.example")
    assert away.text("0905123456", "duong hu").status == 0
