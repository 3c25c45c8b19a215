"""Messages of which no last word has come are asked about, rarer as they age."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus
from feedback_service.working.polling import AT, EVERY, poll_receipts, windows
from tests.builders.outbox import a_notification, reread
from tests.simulators.smsgate import PASSWORD, USER, SmsGateSimulator, running

D = DeliveryStatus
NOW = datetime(2026, 3, 9, 8, 7, tzinfo=UTC)
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def phone() -> Iterator[SmsGateSimulator]:
    with running(SmsGateSimulator()) as simulator:
        yield simulator


@pytest.fixture
def config(config: Config, phone: SmsGateSimulator) -> Config:
    return dataclasses.replace(
        config,
        sms_gateways=("smsgate",),
        smsgate_url=phone.base,
        smsgate_user=USER,
        smsgate_password=PASSWORD,
    )


def a_sent_one(session: Session, phone: SmsGateSimulator, age: timedelta) -> Notification:
    row = a_notification(session, NOW - age)
    row.provider, row.provider_reference, row.attempts = "smsgate", KEY, 1
    row.status, row.next_attempt_at, row.sent_at = D.ACCEPTED, None, NOW - age
    session.commit()
    message = phone.take({"id": KEY, "textMessage": {"text": row.body}, "phoneNumbers": [row.recipient]})
    assert message
    phone.progress(message)
    return row


def test_a_receipt_that_was_lost_is_fetched_after_an_hour(session: Session, phone: SmsGateSimulator) -> None:
    row = a_sent_one(session, phone, timedelta(hours=1, minutes=10))
    assert poll_receipts(now=NOW) == 1
    assert reread(session, row).status == D.DELIVERED


@pytest.mark.parametrize("age", [timedelta(minutes=30), timedelta(hours=3)])
def test_it_is_not_its_turn_every_time(session: Session, phone: SmsGateSimulator, age: timedelta) -> None:
    row = a_sent_one(session, phone, age)
    assert poll_receipts(now=NOW) == 0
    assert reread(session, row).status == D.ACCEPTED


def test_after_three_days_no_word_will_come(session: Session, phone: SmsGateSimulator) -> None:
    row = a_sent_one(session, phone, timedelta(hours=73))
    poll_receipts(now=NOW)
    row = reread(session, row)
    assert (row.status, row.finished_at) == (D.ACCEPTED, NOW)


def test_each_message_has_one_turn_at_each_age_however_late_the_worker_comes() -> None:
    sent_at = NOW - timedelta(minutes=3)
    turns = [NOW + number * EVERY + timedelta(seconds=number % 7) for number in range(6 * 80)]
    asked = [turn for turn in turns for begins, ends in windows(turn) if begins < sent_at <= ends]
    assert len(asked) == len(AT)
