"""Twilio's status callbacks, signed as Twilio signs them: late, twice, out of order."""

import dataclasses
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.config import Config
from feedback_service.records import InboundEvent, Notification
from feedback_service.vocabulary import DeliveryStatus
from tests.builders.outbox import a_notification, reread
from tests.simulators.twilio import TOKEN, TwilioSimulator, Webhook

D = DeliveryStatus


@pytest.fixture
def config(config: Config) -> Config:
    return dataclasses.replace(config, twilio_auth_token=TOKEN)


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    yield TwilioSimulator()


@pytest.fixture
def notification(session: Session, twilio: TwilioSimulator) -> Notification:
    """Accepted by Twilio a moment ago."""
    row = a_notification(session, clock.now())
    callback = f"http://localhost/webhooks/twilio/status?n={row.id}&lan=1"
    sid = twilio.take({"To": row.recipient, "Body": row.body, "StatusCallback": callback})["sid"]
    row.provider, row.provider_reference, row.attempts = "twilio", str(sid), 1
    row.status, row.next_attempt_at = D.ACCEPTED, None
    session.commit()
    return row


def post(client: FlaskClient, webhook: Webhook) -> int:
    return client.post(webhook.url, data=webhook.form, headers=webhook.headers).status_code


@pytest.mark.parametrize(
    "order",
    [
        ["sent", "delivered"],
        ["delivered", "sent"],
        ["delivered", "delivered", "queued"],
        ["sent", "delivered", "failed"],
    ],
)
def test_whatever_comes_when_delivered_stays_delivered(
    client: FlaskClient,
    session: Session,
    twilio: TwilioSimulator,
    notification: Notification,
    order: list[str],
) -> None:
    assert [post(client, twilio.callback(0, status)) for status in order] == [204] * len(order)
    assert reread(session, notification).status == D.DELIVERED


def test_the_same_callback_twice_is_kept_once(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    for _ in range(3):
        post(client, twilio.callback(0, "sent"))
    event = session.scalars(select(InboundEvent)).one()
    assert (event.provider, event.event_id) == ("twilio-status", f"{twilio.messages[0]['sid']}:sent")
    assert b"MessageStatus=sent" in event.body


def test_a_forged_callback_changes_nothing(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    forged = dataclasses.replace(twilio.callback(0, "delivered"), signature="forged")
    assert post(client, forged) == 403
    assert reread(session, notification).status == D.ACCEPTED
    assert session.scalar(select(func.count(InboundEvent.id))) == 0


def test_a_callback_that_overtakes_the_answer_is_known_by_our_id(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    notification.status, notification.provider_reference, notification.next_attempt_at = (
        D.UNKNOWN,
        "",
        clock.now(),
    )
    session.commit()
    post(client, twilio.callback(0, "sent"))
    row = reread(session, notification)
    assert (row.status, row.provider_reference, row.next_attempt_at) == (
        D.SENT,
        twilio.messages[0]["sid"],
        None,
    )


def test_a_callback_of_an_earlier_attempt_is_not_of_this_one(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    notification.status, notification.provider_reference, notification.attempts = D.SENDING, "", 2
    session.commit()
    post(client, twilio.callback(0, "failed"))
    assert reread(session, notification).status == D.SENDING


def test_an_unreachable_handset_is_tried_again_and_an_unknown_number_is_not(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    post(client, twilio.callback(0, "undelivered", "30003"))
    row = reread(session, notification)
    assert (row.status, row.provider_reference) == (D.CREATED, "")
    assert row.next_attempt_at is not None
    row.status, row.provider_reference = D.ACCEPTED, str(twilio.messages[0]["sid"])
    session.commit()
    post(client, twilio.callback(0, "failed", "30005"))
    row = reread(session, notification)
    assert (row.status, row.error_code, row.next_attempt_at) == (D.FAILED, "30005", None)


def test_a_status_of_nobody_s_message_is_kept_and_answered(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    stranger = twilio.sign(
        "http://localhost/webhooks/twilio/status",
        {"MessageSid": "SM" + "9" * 32, "MessageStatus": "delivered"},
    )
    assert post(client, stranger) == 204
    assert session.scalars(select(InboundEvent.outcome)).one() == "unmatched"


def test_a_status_that_we_do_not_know_is_kept_and_answered(
    client: FlaskClient, session: Session, twilio: TwilioSimulator, notification: Notification
) -> None:
    assert post(client, twilio.callback(0, "pondering")) == 204
    assert reread(session, notification).status == D.ACCEPTED
    assert session.scalar(select(func.count(InboundEvent.id))) == 1
