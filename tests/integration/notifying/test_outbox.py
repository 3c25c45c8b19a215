"""The outbox: claimed, begun, recorded; and what becomes of messages whose sender died."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import CannotTell, ErrorClass, Known, Outcome, Refused, Sent, Unclear
from feedback_service.notifying import outbox
from feedback_service.notifying.choosing import Way
from feedback_service.notifying.ends import record, record_known
from feedback_service.records import Contact, Notification, keyring
from feedback_service.vocabulary import DeliveryStatus
from tests.builders.cases import NOW
from tests.builders.outbox import LEASE, a_notification, claim_one, reread

SOON = NOW + timedelta(seconds=5)
LATER = NOW + timedelta(minutes=5)


def fake(medium: str) -> list[Way]:
    return [Way("fake")]


def sent(session: Session, outcome: Outcome) -> Notification:
    """A notification after one attempt that ended so."""
    notification = a_notification(session, NOW)
    claim = claim_one(session, NOW)
    assert outbox.begin(session, claim, fake, SOON, LEASE)
    record(session, claim, outcome, SOON)
    session.commit()
    return reread(session, notification)


def asked(session: Session, known: Known | CannotTell) -> Notification:
    """A notification after an unclear end and the provider's answer."""
    notification = sent(session, Unclear("ReadTimeout"))
    claim = claim_one(session, LATER)
    attempt = outbox.begin(session, claim, fake, LATER, LEASE)
    assert attempt and attempt.asking
    record_known(session, claim, known, LATER)
    session.commit()
    return reread(session, notification)


def test_nothing_is_claimed_twice_while_the_lease_runs(session: Session) -> None:
    a_notification(session, NOW)
    claim_one(session, NOW)
    assert outbox.claim_due(session, SOON, LEASE, 10) == []


def test_what_waits_longest_is_claimed_first(session: Session) -> None:
    a_notification(session, NOW, "late")
    early = a_notification(session, NOW - timedelta(hours=1), "early")
    assert [claim.id for claim in outbox.claim_due(session, NOW, LEASE, 1)] == [early.id]


def test_what_is_not_due_is_left_alone(session: Session) -> None:
    a_notification(session, LATER)
    assert not outbox.anything_due(session, NOW)
    assert outbox.claim_due(session, NOW, LEASE, 10) == []


def test_a_claim_whose_holder_died_before_sending_is_claimed_again(session: Session) -> None:
    a_notification(session, NOW)
    dead = claim_one(session, NOW)
    heir = claim_one(session, LATER)
    assert outbox.begin(session, dead, fake, LATER, LEASE) is None
    attempt = outbox.begin(session, heir, fake, LATER, LEASE)
    assert attempt and not attempt.asking


def test_a_claim_that_is_over_may_not_begin(session: Session) -> None:
    a_notification(session, NOW)
    assert outbox.begin(session, claim_one(session, NOW), fake, LATER, LEASE) is None


def test_begun_and_then_dead_means_asking_and_not_sending_again(session: Session) -> None:
    notification = a_notification(session, NOW)
    assert outbox.begin(session, claim_one(session, NOW), fake, SOON, LEASE)
    session.commit()
    attempt = outbox.begin(session, claim_one(session, LATER), fake, LATER, LEASE)
    assert attempt and attempt.asking
    session.commit()
    assert reread(session, notification).status == DeliveryStatus.UNKNOWN


def test_a_holder_that_was_given_up_cannot_record(session: Session) -> None:
    a_notification(session, NOW)
    slow = claim_one(session, NOW)
    outbox.begin(session, slow, fake, SOON, LEASE)
    session.commit()
    claim_one(session, LATER)
    assert record(session, slow, Sent("ref"), LATER) is None


def test_what_was_sent_is_not_due_any_more(session: Session) -> None:
    row = sent(session, Sent("ref-1"))
    assert (row.status, row.provider, row.provider_reference) == (DeliveryStatus.ACCEPTED, "fake", "ref-1")
    assert (row.next_attempt_at, row.lease_token, row.sent_at, row.attempts) == (None, "", SOON, 1)


def test_what_the_console_took_is_finished(session: Session) -> None:
    assert sent(session, Sent("console-1", finished=True)).finished_at == SOON


def test_a_passing_refusal_is_tried_again_later(session: Session) -> None:
    row = sent(session, Refused(ErrorClass.BUSY, "20429", retry_after=90))
    assert row.status == DeliveryStatus.CREATED
    assert row.next_attempt_at is not None
    assert row.next_attempt_at - SOON >= timedelta(seconds=90)


def test_a_final_refusal_is_not_tried_again(session: Session) -> None:
    row = sent(session, Refused(ErrorClass.PERMANENT, "21614"))
    assert (row.status, row.error_code, row.next_attempt_at) == (DeliveryStatus.FAILED, "21614", None)
    assert row.finished_at == SOON


def test_an_opt_out_at_the_provider_is_an_opt_out_here(session: Session) -> None:
    phone = "+84905123456"
    contact = Contact(details={"phone": phone}, phone_fingerprint=keyring.fingerprint(phone))
    session.add(contact)
    session.commit()
    sent(session, Refused(ErrorClass.OPTED_OUT, "21610"))
    assert contact.opted_out_at == SOON


def test_an_unclear_end_is_asked_about_after_a_minute(session: Session) -> None:
    row = sent(session, Unclear("ReadTimeout"))
    assert (row.status, row.error_code) == (DeliveryStatus.UNKNOWN, "ReadTimeout")
    assert row.next_attempt_at == SOON + timedelta(minutes=1)


def test_what_the_provider_has_is_not_sent_again(session: Session) -> None:
    row = asked(session, Known((Sent("ref-9", DeliveryStatus.DELIVERED),)))
    assert (row.status, row.provider_reference) == (DeliveryStatus.DELIVERED, "ref-9")
    assert row.next_attempt_at is None


def test_what_the_provider_surely_has_not_is_sent_again(session: Session) -> None:
    row = asked(session, Known(()))
    assert (row.status, row.next_attempt_at) == (DeliveryStatus.CREATED, LATER)


def test_what_breaks_off_time_after_time_waits_longer(session: Session) -> None:
    notification = a_notification(session, NOW)
    notification.status, notification.attempts = DeliveryStatus.UNKNOWN, 3
    session.commit()
    claim = claim_one(session, NOW)
    outbox.begin(session, claim, fake, SOON, LEASE)
    record_known(session, claim, Known(()), SOON)
    assert notification.next_attempt_at is not None
    assert notification.next_attempt_at >= SOON + timedelta(minutes=30)


def test_where_the_provider_cannot_tell_it_is_asked_again_and_nothing_sent(session: Session) -> None:
    row = asked(session, CannotTell("no_list"))
    assert row.status == DeliveryStatus.UNKNOWN
    assert row.next_attempt_at is not None and row.next_attempt_at > LATER


def test_where_the_provider_can_never_tell_the_doubt_stays(session: Session) -> None:
    row = asked(session, CannotTell("smtp", ever=False))
    assert (row.status, row.next_attempt_at) == (DeliveryStatus.UNKNOWN, None)


def test_a_message_that_belongs_to_another_notification_is_not_taken_for_this_one(session: Session) -> None:
    other = a_notification(session, NOW - timedelta(minutes=1), "same words before")
    other.provider, other.provider_reference, other.next_attempt_at = "fake", "ref-1", None
    session.commit()
    row = asked(session, Known((Sent("ref-1"), Sent("ref-2"))))
    assert row.provider_reference == "ref-2"


def test_two_in_doubt_and_one_at_the_provider_means_one_is_sent_again(session: Session) -> None:
    rows = [a_notification(session, NOW, key) for key in ("first", "second")]
    for claim in outbox.claim_due(session, NOW, LEASE, 10):
        outbox.begin(session, claim, fake, SOON, LEASE)
    for claim in outbox.claim_due(session, LATER, LEASE, 10):
        outbox.begin(session, claim, fake, LATER, LEASE)
        record_known(session, claim, Known((Sent("ref-1"),)), LATER)
    session.commit()
    assert sorted(reread(session, row).status for row in rows) == ["accepted", "created"]


@pytest.mark.parametrize("outcome", [Sent("ref-1"), Unclear("ReadTimeout")])
def test_a_receipt_that_was_quicker_stands(session: Session, outcome: Outcome) -> None:
    notification = a_notification(session, NOW)
    claim = claim_one(session, NOW)
    outbox.begin(session, claim, fake, SOON, LEASE)
    notification.status, notification.next_attempt_at = DeliveryStatus.DELIVERED, None
    session.commit()
    assert record(session, claim, outcome, SOON) == DeliveryStatus.DELIVERED
    assert notification.next_attempt_at is None
    assert notification.lease_token == ""
