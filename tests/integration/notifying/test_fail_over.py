"""Two gateways: a message moves on only where the first one surely did not take it, or bring it there."""

import dataclasses
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.carrier import Carrier
from feedback_service.carrier.protocols import (
    Capabilities,
    ErrorClass,
    Known,
    Outcome,
    Receipt,
    Refused,
    Sent,
    Unclear,
)
from feedback_service.config import Config
from feedback_service.notifying.alarms import raise_alarm
from feedback_service.notifying.receipts import take_receipt
from feedback_service.records import Notification
from feedback_service.vocabulary import AlarmKind, DeliveryStatus
from feedback_service.working.sending import deliver
from tests.builders.outbox import FakeGateway, a_carrier, a_notification, claim_one, reread

D = DeliveryStatus
LEASE = timedelta(seconds=60)
WRONG = Refused(ErrorClass.CONFIGURATION, "http_401")


@pytest.fixture
def config(config: Config) -> Config:
    return dataclasses.replace(config, sms_gateways=("smsgate", "twilio"))


@pytest.fixture
def phone() -> FakeGateway:
    return FakeGateway(name="smsgate", capabilities=Capabilities(inbound=True, idempotent_send=True))


@pytest.fixture
def name() -> FakeGateway:
    return FakeGateway(name="twilio", capabilities=Capabilities(brand_name=True))


@pytest.fixture
def carrier(phone: FakeGateway, name: FakeGateway, tmp_path: Path) -> Carrier:
    return a_carrier(phone, tmp_path, name)


def send(session: Session, carrier: Carrier, notification: Notification) -> Notification:
    """One turn of the worker, whatever the row waits for."""
    row = reread(session, notification)
    row.next_attempt_at = clock.now()
    session.commit()
    deliver(claim_one(session, clock.now()), carrier, LEASE, Event())
    return reread(session, notification)


def after(session: Session, carrier: Carrier, gateway: FakeGateway, *ends: Outcome) -> Notification:
    """A notification after as many turns as `ends`, the ends being those of `gateway`."""
    gateway.outcomes = list(ends)
    row = a_notification(session, clock.now())
    for _end in ends:
        row = send(session, carrier, row)
    return row


def failed(session: Session, row: Notification, error: ErrorClass, reference: str = "") -> Notification:
    receipt = Receipt(row.provider, reference or row.provider_reference, D.FAILED, "e", error)
    assert take_receipt(session, receipt, clock.now())
    session.commit()
    return reread(session, row)


@pytest.mark.parametrize("error", [ErrorClass.CONFIGURATION, ErrorClass.ELSEWHERE])
def test_what_one_gateway_cannot_bring_goes_by_the_other_at_once(
    session: Session, carrier: Carrier, phone: FakeGateway, name: FakeGateway, error: ErrorClass
) -> None:
    row = after(session, carrier, phone, Refused(error, "no"))
    assert (row.status, row.refused_by) == (D.CREATED, "smsgate")
    assert row.next_attempt_at and row.next_attempt_at <= clock.now()
    row = send(session, carrier, row)
    assert (row.provider, row.status) == ("twilio", D.ACCEPTED)
    assert (len(phone.sent), len(name.sent)) == (1, 1)


def test_an_unclear_end_goes_to_no_other_gateway_before_the_first_was_asked(
    session: Session, carrier: Carrier, phone: FakeGateway, name: FakeGateway
) -> None:
    row = send(session, carrier, after(session, carrier, phone, Unclear("ReadTimeout")))
    assert len(phone.asked) == 1
    assert send(session, carrier, row).provider == "smsgate"
    assert name.sent == []


def test_a_message_that_the_first_has_after_all_is_not_sent_again(
    session: Session, carrier: Carrier, phone: FakeGateway, name: FakeGateway
) -> None:
    row = after(session, carrier, phone, Unclear("http_500"))
    phone.known = Known((Sent(phone.sent[0].key),))
    row = send(session, carrier, row)
    assert (row.status, len(phone.sent), name.sent) == (D.ACCEPTED, 1, [])


def test_a_passing_fault_is_waited_for_and_then_the_other_one_helps(
    session: Session, carrier: Carrier, phone: FakeGateway
) -> None:
    off = Refused(ErrorClass.TEMPORARY, "not_reached")
    row = after(session, carrier, phone, off, off, off)
    assert (row.refused_by, row.attempts) == ("smsgate", 3)
    assert send(session, carrier, row).provider == "twilio"


def test_where_all_refuse_they_take_turns_and_somebody_has_time_to_put_it_right(
    session: Session, carrier: Carrier, phone: FakeGateway, name: FakeGateway
) -> None:
    name.outcomes = [WRONG]
    row = send(session, carrier, after(session, carrier, phone, WRONG))
    assert (row.status, row.refused_by) == (D.CREATED, "")
    assert row.next_attempt_at and row.next_attempt_at > clock.now() + timedelta(minutes=10)


def test_a_wrong_number_is_wrong_for_everybody(
    session: Session, carrier: Carrier, phone: FakeGateway, name: FakeGateway
) -> None:
    row = after(session, carrier, phone, Refused(ErrorClass.PERMANENT, "21211"))
    assert (row.status, row.next_attempt_at, name.sent) == (D.FAILED, None, [])


def test_a_dead_channel_is_passed_over(session: Session, carrier: Carrier) -> None:
    raise_alarm(session, AlarmKind.CHANNEL_DEAD, "smsgate", clock.now())
    session.commit()
    assert send(session, carrier, a_notification(session, clock.now())).provider == "twilio"


def test_three_messages_with_a_wrong_password_spare_the_fourth_the_way_round(
    session: Session, carrier: Carrier, phone: FakeGateway
) -> None:
    phone.outcomes = [WRONG] * 3
    for number in range(3):
        send(session, carrier, send(session, carrier, a_notification(session, clock.now(), f"test:{number}")))
    assert send(session, carrier, a_notification(session, clock.now(), "test:4")).attempts == 1
    assert len(phone.sent) == 3


def test_the_gateway_that_the_citizen_wrote_to_answers(session: Session, carrier: Carrier) -> None:
    row = a_notification(session, clock.now())
    row.prefer = "twilio"
    session.commit()
    assert send(session, carrier, row).provider == "twilio"


def test_the_key_stays_while_the_message_is_not_taken_and_changes_when_it_failed(
    session: Session, carrier: Carrier, phone: FakeGateway
) -> None:
    off = Refused(ErrorClass.TEMPORARY, "not_reached")
    row = send(session, carrier, after(session, carrier, phone, off))
    failed(session, row, ErrorClass.TEMPORARY)
    send(session, carrier, row)
    keys = [message.key for message in phone.sent]
    assert keys[0] == keys[1] != keys[2]
    assert all(len(key) == 32 for key in keys)


def test_a_receipt_that_overtakes_the_answer_is_matched_by_our_key(
    session: Session, carrier: Carrier, phone: FakeGateway
) -> None:
    def overtake(message: object) -> None:
        row = reread(session, notification)
        assert take_receipt(session, Receipt("smsgate", row.provider_reference, D.SENT), clock.now())
        session.commit()

    phone.while_sending = overtake
    notification = a_notification(session, clock.now())
    assert send(session, carrier, notification).status == D.SENT


def test_a_phone_without_credit_leaves_its_messages_to_the_other_gateway(
    session: Session, carrier: Carrier, phone: FakeGateway
) -> None:
    row = failed(session, after(session, carrier, phone, Sent("ref")), ErrorClass.CONFIGURATION)
    assert (row.status, row.refused_by, row.rounds) == (D.CREATED, "smsgate", 1)
    assert send(session, carrier, row).provider == "twilio"


def test_a_late_word_of_a_round_that_failed_is_of_no_message(
    session: Session, carrier: Carrier, phone: FakeGateway
) -> None:
    row = after(session, carrier, phone, Sent("ref"))
    failed(session, row, ErrorClass.TEMPORARY)
    assert take_receipt(session, Receipt("smsgate", "ref", D.DELIVERED), clock.now()) is None
