"""One process for all providers, steered by HTTP."""

from collections.abc import Iterator

import pytest
import requests
from bs4 import BeautifulSoup

from tests.integration.simulators.listener import SERVICE, Listener
from tests.simulators.control_media import ACTS
from tests.simulators.postman import Postman
from tests.simulators.smsgate import SmsGateSimulator
from tests.simulators.town import Town, running
from tests.simulators.twilio import TwilioSimulator


@pytest.fixture
def service() -> Listener:
    return Listener()


@pytest.fixture
def town(service: Listener) -> Iterator[Town]:
    both = Town(
        TwilioSimulator(service=SERVICE, postman=Postman(service)),
        SmsGateSimulator(service=SERVICE, postman=Postman(service)),
    )
    with running(both):
        yield both


def tell(town: Town, verb: str, **wish: object) -> requests.Response:
    return requests.post(f"{town.twilio.base}/control/{verb}", json=wish, timeout=5)


@pytest.mark.parametrize("provider", ["smsgate", "twilio"])
def test_a_text_is_told_as_often_as_asked_for_and_stays_one(
    town: Town, service: Listener, provider: str
) -> None:
    said = {"from": "0905123456", "text": "duong hu", "provider": provider, "times": 2}
    assert tell(town, "inbound", **said).json() == {"statuses": [200, 200]}
    assert len(service.letters) == 2
    assert [one.text for one in town.thread("+84905123456")] == ["duong hu"]


def test_faults_are_asked_for_by_name(town: Town) -> None:
    assert tell(town, "fault", provider="twilio", fault="busy", times=3).ok
    assert tell(town, "fault", provider="smsgate", fault="twice").ok
    assert tell(town, "fault", provider="smsgate", fault="earthquake").status_code == 400
    state = requests.get(f"{town.twilio.base}/control/state", timeout=5).json()
    assert (state["twilio"]["faults"], state["smsgate"]["mischief"]) == (["busy"] * 3, ["twice"])


def test_the_phone_dies_and_comes_back(town: Town) -> None:
    assert tell(town, "phone", do="die").json()["alive"] is False
    assert tell(town, "phone", do="revive", clock=-3600).json() == {
        "alive": True,
        "clock": -3600,
        "battery": 80,
    }


def test_a_call_is_made_and_what_was_heard_comes_back(town: Town, service: Listener) -> None:
    service.answers.append((200, b"<Response><Say>Xin chao</Say></Response>"))
    assert tell(town, "call", **{"from": "0905123456", "presses": ["1"]}).json()["said"] == ["Xin chao"]
    assert service.forms[0]["From"] == "+84905123456"


def test_the_page_shows_the_thread_and_sends(town: Town) -> None:
    words = {"from": "0905123456", "text": "<b>đường hư</b>", "provider": "smsgate"}
    shown = requests.post(f"{town.twilio.base}/control/inbound", words, timeout=5)
    thread = BeautifulSoup(shown.text, "html.parser").select("ol li")
    assert [item.get_text().split("smsgate")[0] for item in thread] == ["<b>đường hư</b>"]


def test_a_page_from_elsewhere_does_nothing(town: Town) -> None:
    address = f"{town.twilio.base}/control/phone"
    answer = requests.post(address, {"do": "die"}, headers={"Origin": "https://evil.example"}, timeout=5)
    assert (answer.status_code, town.smsgate.alive) == (403, True)


def test_platforms_misbehave_when_told_to(town: Town) -> None:
    assert tell(town, "fault", provider="zalo", fault="busy").ok
    assert tell(town, "fault", provider="facebook", fault="late").status_code == 400
    assert (
        tell(town, "media", do="facebook: 85 per cent of our share is used").json()["facebook"]["used"] == 85
    )
    assert tell(town, "media", do="facebook: it rains").status_code == 400
    state = requests.get(f"{town.twilio.base}/control/state", timeout=5).json()
    assert (state["zalo"]["faults"], state["facebook"]["faults"]) == (["busy"], [])


def test_every_button_of_the_platforms_can_be_pressed(town: Town) -> None:
    page = requests.get(town.twilio.base, timeout=5).text
    for word in ACTS:
        assert f"<option>{word}" in page
        assert tell(town, "media", do=word).ok
