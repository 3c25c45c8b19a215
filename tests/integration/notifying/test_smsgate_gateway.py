"""The client of SMSGate against a phone on loopback that misbehaves."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from feedback_service.carrier.protocols import (
    CannotTell,
    ErrorClass,
    Known,
    NotToBeAsked,
    OutgoingMessage,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.carrier.smsgate import SmsGateGateway
from feedback_service.vocabulary import DeliveryStatus
from tests.simulators.faults import Fault
from tests.simulators.smsgate import PASSWORD, USER, SmsGateSimulator, running

KEY = "0123456789abcdef0123456789abcdef"
NOW = datetime.now(UTC)


@pytest.fixture
def phone() -> Iterator[SmsGateSimulator]:
    with running(SmsGateSimulator(silence=0.6)) as simulator:
        yield simulator


@pytest.fixture
def gateway(phone: SmsGateSimulator) -> SmsGateGateway:
    return SmsGateGateway(phone.base, USER, PASSWORD, timeouts=(0.3, 0.3))


def a_message(body: str = "UBND xa: da nhan.", key: str = KEY) -> OutgoingMessage:
    return OutgoingMessage(12, 1, "+84905123456", "", body, NOW, key)


def test_a_message_is_taken_under_our_own_id(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    assert gateway.send(a_message()) == Sent(KEY, DeliveryStatus.ACCEPTED)
    (message,) = phone.messages
    assert (message.key, message.to, message.text) == (KEY, "+84905123456", "UBND xa: da nhan.")


def test_the_same_id_again_is_as_good_as_taken(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    gateway.send(a_message())
    assert gateway.send(a_message()) == Sent(KEY)
    assert len(phone.messages) == 1


@pytest.mark.parametrize("fault", [Fault.ERROR_AFTER, Fault.SILENCE_AFTER, Fault.HANG_UP])
def test_an_end_that_was_not_seen_is_unclear_and_the_message_is_found(
    gateway: SmsGateGateway, phone: SmsGateSimulator, fault: Fault
) -> None:
    phone.faults.append(fault)
    assert isinstance(gateway.send(a_message()), Unclear)
    assert gateway.look_for(a_message()) == Known((Sent(KEY),))


def test_what_was_not_taken_is_surely_not_there(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    phone.faults.append(Fault.ERROR_BEFORE)
    assert isinstance(gateway.send(a_message()), Unclear)
    assert gateway.look_for(a_message()) == Known(())


def test_a_full_queue_is_waited_for(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    phone.faults.append(Fault.BUSY)
    outcome = gateway.send(a_message())
    assert isinstance(outcome, Refused)
    assert (outcome.error_class, outcome.retry_after) == (ErrorClass.BUSY, 7)


def test_a_phone_that_is_not_in_the_network_took_nothing(gateway: SmsGateGateway) -> None:
    away = dataclasses.replace(gateway, url="http://127.0.0.1:9")
    assert away.send(a_message()) == Refused(ErrorClass.TEMPORARY, "not_reached")
    assert isinstance(away.look_for(a_message()), CannotTell)
    assert away.state_of(KEY) is None


def test_a_wrong_password_is_for_an_administrator(gateway: SmsGateGateway) -> None:
    stranger = dataclasses.replace(gateway, password="wrong")
    assert stranger.send(a_message()) == Refused(ErrorClass.CONFIGURATION, "http_401")
    assert stranger.look_for(a_message()) == CannotTell("http_401")


def test_a_number_that_takes_no_texts_is_refused_for_ever(
    gateway: SmsGateGateway, phone: SmsGateSimulator
) -> None:
    phone.faults.append(Fault.LANDLINE)
    assert gateway.send(a_message()) == Refused(ErrorClass.PERMANENT, "http_400")


def test_the_phone_says_what_became_of_a_message(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    gateway.send(a_message())
    phone.progress(phone.messages[0])
    receipt = gateway.state_of(KEY)
    assert receipt and (receipt.provider, receipt.status) == ("smsgate", DeliveryStatus.DELIVERED)


def test_the_phone_says_why_a_message_failed(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    phone.fates["+84905123456"] = "RESULT_ERROR_LIMIT_EXCEEDED"
    gateway.send(a_message())
    phone.progress(phone.messages[0])
    receipt = gateway.state_of(KEY)
    assert receipt and (receipt.status, receipt.error_class) == (DeliveryStatus.FAILED, ErrorClass.BUSY)


def test_a_message_that_it_does_not_know_has_no_state(gateway: SmsGateGateway) -> None:
    assert gateway.state_of("unknown") is None


def test_what_it_received_is_counted_but_not_listed(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    phone.receive("0905123456", "Duong hong")
    phone.receive("0905123457", "Den hong")
    assert gateway.count_received(NOW - timedelta(hours=1), NOW + timedelta(hours=1)) == 2
    assert gateway.count_received(NOW - timedelta(hours=2), NOW - timedelta(hours=1)) == 0
    with pytest.raises(NotToBeAsked):
        gateway.received(NOW - timedelta(hours=1), NOW)
    assert list(gateway.calls(NOW - timedelta(hours=1), NOW)) == []


def test_it_tells_again_when_asked(gateway: SmsGateGateway, phone: SmsGateSimulator) -> None:
    gateway.ask_again(NOW - timedelta(hours=1), NOW)
    away = dataclasses.replace(gateway, url="http://127.0.0.1:9")
    with pytest.raises(NotToBeAsked):
        away.ask_again(NOW - timedelta(hours=1), NOW)
