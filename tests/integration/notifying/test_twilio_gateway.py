"""The Twilio gateway against a Twilio on loopback that misbehaves."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from feedback_service.carrier.protocols import (
    CannotTell,
    ErrorClass,
    Known,
    OutgoingMessage,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.twilio import TwilioGateway
from feedback_service.vocabulary import DeliveryStatus
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, Fault, TwilioSimulator, running

CALLBACK = "https://pakn.example/webhooks/twilio/status"


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running(TwilioSimulator(silence=0.6)) as simulator:
        yield simulator


@pytest.fixture
def gateway(twilio: TwilioSimulator) -> TwilioGateway:
    return TwilioGateway(ACCOUNT, TOKEN, SENDER, False, twilio.base, CALLBACK, timeouts=(0.3, 0.3))


def a_message(recipient: str = "+84905123456", body: str = "UBND xa: da nhan.") -> OutgoingMessage:
    return OutgoingMessage(12, 1, recipient, "", body, datetime.now(UTC) - timedelta(seconds=1))


def test_a_message_is_taken_with_our_id_in_the_callback(
    gateway: TwilioGateway, twilio: TwilioSimulator
) -> None:
    outcome = gateway.send(a_message())
    assert outcome == Sent(str(twilio.messages[0]["sid"]), DeliveryStatus.ACCEPTED)
    assert twilio.messages[0]["status_callback"] == f"{CALLBACK}?n=12&lan=1"
    assert twilio.messages[0]["from"] == SENDER


def test_a_messaging_service_sends_instead_of_a_number(
    gateway: TwilioGateway, twilio: TwilioSimulator
) -> None:
    dataclasses.replace(gateway, sender="MG123", by_service=True).send(a_message())
    assert twilio.messages[0]["messaging_service_sid"] == "MG123"
    assert twilio.messages[0]["from"] is None


def test_too_many_requests_says_when_to_come_back(gateway: TwilioGateway, twilio: TwilioSimulator) -> None:
    twilio.faults.append(Fault.BUSY)
    assert gateway.send(a_message()) == Refused(ErrorClass.BUSY, "20429", 7)


@pytest.mark.parametrize(
    ("recipient", "error"),
    [
        ("+15005550001", ErrorClass.PERMANENT),
        ("+15005550004", ErrorClass.OPTED_OUT),
        ("+15005550003", ErrorClass.CONFIGURATION),
        ("+15005550009", ErrorClass.PERMANENT),
    ],
)
def test_refusals_are_told_apart(gateway: TwilioGateway, recipient: str, error: ErrorClass) -> None:
    outcome = gateway.send(a_message(recipient))
    assert isinstance(outcome, Refused)
    assert outcome.error_class == error


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.SILENCE_AFTER, Fault.NONSENSE, Fault.HANG_UP])
def test_an_end_that_was_not_seen_is_unclear_and_the_message_is_found(
    gateway: TwilioGateway, twilio: TwilioSimulator, fault: Fault
) -> None:
    twilio.faults.append(fault)
    assert isinstance(gateway.send(a_message()), Unclear)
    assert gateway.look_for(a_message()) == Known((Sent(str(twilio.messages[0]["sid"])),))


def test_what_was_not_taken_is_surely_not_there(gateway: TwilioGateway, twilio: TwilioSimulator) -> None:
    twilio.faults.append(Fault.ERROR_BEFORE)
    assert isinstance(gateway.send(a_message()), Unclear)
    assert gateway.look_for(a_message()) == Known(())


def test_where_nobody_listens_nothing_was_sent(gateway: TwilioGateway) -> None:
    away = dataclasses.replace(gateway, api_base="http://127.0.0.1:9")
    assert away.send(a_message()) == Refused(ErrorClass.TEMPORARY, "not_reached")
    assert isinstance(away.look_for(a_message()), CannotTell)


def test_the_search_goes_through_every_page(gateway: TwilioGateway, twilio: TwilioSimulator) -> None:
    twilio.page_size = 2
    gateway.send(a_message())
    for number in range(5):
        gateway.send(a_message(body=f"other {number}"))
    known = gateway.look_for(a_message())
    assert known == Known((Sent(str(twilio.messages[0]["sid"])),))
    assert twilio.asked == 3


def test_other_words_and_other_phones_are_not_the_message(gateway: TwilioGateway) -> None:
    gateway.send(a_message(body="something else"))
    gateway.send(a_message("+84905999999"))
    assert gateway.look_for(a_message()) == Known(())


def test_a_message_from_before_the_first_attempt_is_another(gateway: TwilioGateway) -> None:
    gateway.send(a_message())
    later = dataclasses.replace(a_message(), begun_at=datetime.now(UTC) + timedelta(minutes=10))
    assert gateway.look_for(later) == Known(())
