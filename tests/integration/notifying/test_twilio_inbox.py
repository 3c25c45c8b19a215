"""What Twilio says that it received, and what became of a message."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import pytest

from feedback_service.carrier.protocols import NotToBeAsked, OutgoingMessage, Sent
from feedback_service.carrier.twilio import TwilioGateway
from feedback_service.vocabulary import DeliveryStatus
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator, running

CALLBACK = "https://pakn.example/webhooks/twilio/status"
PHONE = "+84905123456"


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running(TwilioSimulator(silence=0.6)) as simulator:
        yield simulator


@pytest.fixture
def gateway(twilio: TwilioSimulator) -> TwilioGateway:
    return TwilioGateway(ACCOUNT, TOKEN, SENDER, False, twilio.base, CALLBACK, timeouts=(1, 1))


def lately() -> tuple[datetime, datetime]:
    now = datetime.now(UTC)
    return now - timedelta(hours=1), now + timedelta(minutes=5)


def test_texts_are_listed_with_what_the_webhook_would_have_said(
    gateway: TwilioGateway, twilio: TwilioSimulator
) -> None:
    sid = str(twilio.receive(PHONE, "Đường hỏng & ngập")["sid"])
    (text,) = gateway.received(*lately())
    assert (text.event_id, text.sender, text.body) == (sid, PHONE, "Đường hỏng & ngập")
    form = parse_qs(text.raw.decode())
    assert (form["MessageSid"], form["From"], form["Body"]) == ([sid], [PHONE], ["Đường hỏng & ngập"])


def test_the_list_is_read_to_its_last_page(gateway: TwilioGateway, twilio: TwilioSimulator) -> None:
    for number in range(5):
        twilio.receive(PHONE, f"Tin {number}")
    twilio.page_size = 2
    assert len(list(gateway.received(*lately()))) == 5
    assert gateway.count_received(*lately()) == 5


def test_what_we_sent_is_not_what_was_received(gateway: TwilioGateway) -> None:
    gateway.send(OutgoingMessage(1, 1, PHONE, "", "da nhan", datetime.now(UTC)))
    assert list(gateway.received(*lately())) == []


def test_a_name_receives_nothing(gateway: TwilioGateway) -> None:
    name = dataclasses.replace(gateway, sender="UBND EaKnop")
    assert name.capabilities.brand_name and not name.capabilities.inbound
    assert list(name.received(*lately())) == []


def test_a_list_that_breaks_off_says_so(gateway: TwilioGateway) -> None:
    away = dataclasses.replace(gateway, api_base="http://127.0.0.1:9")
    with pytest.raises(NotToBeAsked):
        list(away.received(*lately()))
    with pytest.raises(NotToBeAsked):
        list(away.calls(*lately()))


def test_it_says_what_became_of_a_message(gateway: TwilioGateway, twilio: TwilioSimulator) -> None:
    outcome = gateway.send(OutgoingMessage(1, 1, PHONE, "", "da nhan", datetime.now(UTC)))
    assert isinstance(outcome, Sent)
    twilio.finish(twilio.messages[0])
    receipt = gateway.state_of(outcome.reference)
    assert receipt and (receipt.provider, receipt.status) == ("twilio", DeliveryStatus.DELIVERED)
    assert gateway.state_of("SM" + "0" * 31 + "9") is None
