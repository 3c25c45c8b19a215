"""One message through the worker's hands, with gateways that end as they are told to."""

from datetime import timedelta
from pathlib import Path
from threading import Event

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.carrier import Carrier
from feedback_service.carrier.protocols import ErrorClass, OutgoingMessage, Refused, Unclear
from feedback_service.database import db
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus
from feedback_service.working.sending import deliver
from tests.builders.outbox import FakeGateway, a_carrier, a_notification, claim_one, reread

LEASE = timedelta(seconds=60)


def send_once(session: Session, carrier: Carrier) -> None:
    deliver(claim_one(session, clock.now()), carrier, LEASE, Event())


def test_a_message_goes_out_with_its_words_and_our_id(session: Session, tmp_path: Path) -> None:
    notification = a_notification(session, clock.now(), body="UBND xa da nhan")
    gateway = FakeGateway()
    send_once(session, a_carrier(gateway, tmp_path))
    (message,) = gateway.sent
    assert (message.id, message.attempt, message.body) == (notification.id, 1, "UBND xa da nhan")
    assert reread(session, notification).status == DeliveryStatus.ACCEPTED


def test_while_the_provider_is_spoken_to_the_row_says_sending(
    app: Flask, session: Session, tmp_path: Path
) -> None:
    notification = a_notification(session, clock.now())
    seen: list[DeliveryStatus] = []

    def look(message: OutgoingMessage) -> None:
        with app.app_context():  # another session: it sees what is committed
            seen.append(db.session.get_one(Notification, message.id).status)

    send_once(session, a_carrier(FakeGateway(while_sending=look), tmp_path))
    assert seen == [DeliveryStatus.SENDING]
    assert reread(session, notification).status == DeliveryStatus.ACCEPTED


def test_an_unclear_end_is_settled_by_asking_the_same_provider(session: Session, tmp_path: Path) -> None:
    notification = a_notification(session, clock.now())
    gateway = FakeGateway(outcomes=[Unclear("ReadTimeout")])
    send_once(session, a_carrier(gateway, tmp_path))
    notification = reread(session, notification)
    notification.next_attempt_at = clock.now()
    session.commit()
    send_once(session, a_carrier(gateway, tmp_path))
    assert (len(gateway.sent), len(gateway.asked)) == (1, 1)
    assert reread(session, notification).status == DeliveryStatus.CREATED


def test_another_provider_s_ignorance_means_nothing(session: Session, tmp_path: Path) -> None:
    notification = a_notification(session, clock.now())
    send_once(session, a_carrier(FakeGateway(outcomes=[Unclear("ReadTimeout")], name="first"), tmp_path))
    notification = reread(session, notification)
    notification.next_attempt_at = clock.now()
    session.commit()
    second = FakeGateway(name="second")
    send_once(session, a_carrier(second, tmp_path))
    assert (second.sent, second.asked) == ([], [])
    assert reread(session, notification).status == DeliveryStatus.UNKNOWN


def test_a_refused_message_is_not_sent_at_once_again(session: Session, tmp_path: Path) -> None:
    notification = a_notification(session, clock.now())
    gateway = FakeGateway(outcomes=[Refused(ErrorClass.TEMPORARY, "not_reached")])
    send_once(session, a_carrier(gateway, tmp_path))
    row = reread(session, notification)
    assert row.status == DeliveryStatus.CREATED
    assert row.next_attempt_at is not None and row.next_attempt_at > clock.now()


def test_a_message_that_cannot_be_read_any_more_fails_and_blocks_nothing(
    session: Session, tmp_path: Path
) -> None:
    a_notification(session, clock.now())
    session.execute(
        text("UPDATE notifications SET body = :body"), {"body": b"sealed with a key that is gone"}
    )
    session.commit()
    gateway = FakeGateway()
    send_once(session, a_carrier(gateway, tmp_path))
    assert gateway.sent == []
    ended = session.execute(
        select(Notification.status, Notification.error_code, Notification.next_attempt_at)
    ).one()
    assert tuple(ended) == (DeliveryStatus.FAILED, "unreadable", None)


def test_a_fault_of_our_own_in_a_gateway_is_an_unclear_end(session: Session, tmp_path: Path) -> None:
    notification = a_notification(session, clock.now())

    def stumble(message: OutgoingMessage) -> None:
        raise ValueError(message.id)

    send_once(session, a_carrier(FakeGateway(while_sending=stumble), tmp_path))
    row = reread(session, notification)
    assert (row.status, row.error_code) == (DeliveryStatus.UNKNOWN, "ValueError")
