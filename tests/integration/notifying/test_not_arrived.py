"""Whom no message reached is called; long texts have arrived when all their parts have."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import CannotTell, ErrorClass, Receipt, Refused
from feedback_service.notifying import outbox
from feedback_service.notifying.choosing import Way
from feedback_service.notifying.ends import record, record_known
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.notifying.receipts import take_receipt
from feedback_service.pack.model import Pack
from feedback_service.records import CallBack, Notification, Phone, keyring
from feedback_service.vocabulary import CallBackReason, DeliveryStatus
from tests.builders.cases import NOW
from tests.builders.outbox import LEASE, a_notification, claim_one, reread

D = DeliveryStatus
PHONE = "+84905123456"


def a_sent_one(session: Session, *, segments: int = 1, template: str = "answer") -> Notification:
    row = a_notification(session, NOW)
    row.provider, row.provider_reference, row.attempts = "fake", "ref", 1
    row.status, row.next_attempt_at, row.sent_at = D.ACCEPTED, None, NOW
    row.segments, row.template, row.recipient_fingerprint = segments, template, keyring.fingerprint(PHONE)
    session.commit()
    return row


def told(session: Session, row: Notification, status: D, error: ErrorClass = ErrorClass.PERMANENT) -> None:
    receipt = Receipt("fake", "ref", status, "e", error, one_part=status == D.DELIVERED)
    take_receipt(session, receipt, NOW + timedelta(minutes=1))
    session.commit()


def calls_owed(session: Session) -> list[CallBack]:
    return list(session.scalars(select(CallBack)))


def test_what_did_not_arrive_is_told_by_telephone_before_the_next_day_is_over(
    session: Session, pack: Pack
) -> None:
    row = a_sent_one(session)
    told(session, row, D.UNDELIVERED)
    (call,) = calls_owed(session)
    assert (call.reason, call.phone, call.key) == (
        CallBackReason.UNDELIVERED,
        PHONE,
        f"undelivered:{row.id}",
    )
    assert timedelta(hours=12) < call.due_at - NOW < timedelta(days=4)
    phone = session.get(Phone, keyring.fingerprint(PHONE))
    assert phone and phone.unreachable_at


def test_the_same_receipt_twice_owes_one_call(session: Session) -> None:
    row = a_sent_one(session)
    told(session, row, D.FAILED)
    told(session, row, D.FAILED)
    assert len(calls_owed(session)) == 1


def test_who_wants_no_notices_is_not_called_about_one(session: Session) -> None:
    row = a_sent_one(session)
    stop_notices(session, PHONE, NOW)
    told(session, row, D.FAILED)
    assert calls_owed(session) == []


def test_who_told_the_provider_to_stop_is_not_called(session: Session) -> None:
    told(session, a_sent_one(session), D.FAILED, ErrorClass.OPTED_OUT)
    assert calls_owed(session) == []


def test_our_own_people_are_owed_no_call(session: Session) -> None:
    told(session, a_sent_one(session, template="duty_alarm"), D.FAILED)
    assert calls_owed(session) == []


def test_a_passing_fault_is_tried_again_first(session: Session) -> None:
    row = a_sent_one(session)
    told(session, row, D.UNDELIVERED, ErrorClass.TEMPORARY)
    assert (reread(session, row).status, calls_owed(session)) == (D.CREATED, [])


def begun(session: Session, row: Notification) -> outbox.Claim:
    claim = claim_one(session, NOW)
    assert outbox.begin(session, claim, lambda medium: [Way("fake")], NOW, LEASE)
    return claim


def test_what_nobody_takes_is_told_by_telephone(session: Session) -> None:
    claim = begun(session, a_notification(session, NOW))
    record(session, claim, Refused(ErrorClass.PERMANENT, "21211"), NOW)
    assert len(calls_owed(session)) == 1


def test_what_nobody_will_ever_know_is_told_by_telephone(session: Session) -> None:
    row = a_notification(session, NOW)
    row.status, row.provider = D.UNKNOWN, "fake"
    session.commit()
    record_known(session, begun(session, row), CannotTell("no_list", ever=False), NOW)
    assert len(calls_owed(session)) == 1
    assert session.get(Phone, keyring.fingerprint(PHONE)) is None


def test_a_long_text_has_arrived_when_its_last_part_has(session: Session) -> None:
    row = a_sent_one(session, segments=3)
    for status in (D.SENT, D.SENT):
        told(session, row, D.DELIVERED)
        assert reread(session, row).status == status
    told(session, row, D.DELIVERED)
    assert reread(session, row).status == D.DELIVERED


def test_a_long_text_of_which_one_part_was_lost_has_not_arrived(session: Session) -> None:
    row = a_sent_one(session, segments=2)
    told(session, row, D.DELIVERED)
    told(session, row, D.FAILED)
    assert reread(session, row).status == D.FAILED


@pytest.mark.parametrize("last", [D.FAILED, D.SENT])
def test_what_has_arrived_stays_so(session: Session, last: D) -> None:
    row = a_sent_one(session)
    told(session, row, D.DELIVERED)
    told(session, row, last)
    assert (reread(session, row).status, calls_owed(session)) == (D.DELIVERED, [])
