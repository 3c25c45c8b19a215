"""Texts by night: who is written to, and who sleeps on."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.notifying import outbox
from feedback_service.notifying.choosing import Way
from feedback_service.notifying.quiet import quiet_of
from feedback_service.notifying.tell import reply_by_sms, tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Notification
from feedback_service.vocabulary import Channel
from tests.builders.cases import NOW, a_case
from tests.builders.outbox import LEASE, a_notification, claim_one, reread

NIGHT = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)  # 23h in Viet Nam
SEVEN = datetime(2026, 3, 10, 0, 0, tzinfo=UTC)
QUIET = quiet_of((21, 7), "Asia/Ho_Chi_Minh")
PHONE = "+84905123456"


@pytest.fixture
def config(config: Config) -> Config:
    return dataclasses.replace(config, quiet_hours=(21, 7))


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, email="y.bhok@example.org")


def due(session: Session, key: str, medium: str = "sms") -> datetime | None:
    row = select(Notification.next_attempt_at).where(Notification.key == f"{key}:{medium}")
    return session.scalars(row).one()


def test_an_answer_written_by_night_is_read_in_the_morning(session: Session, pack: Pack, case: Case) -> None:
    tell_citizen(session, case, "answer", pack, NIGHT, "answer:1", text="Đã sửa.")
    assert due(session, "answer:1") == SEVEN
    assert due(session, "answer:1", "email") == NIGHT


def test_danger_is_answered_by_night(session: Session, pack: Pack, case: Case) -> None:
    case.danger = True
    tell_citizen(session, case, "receipt", pack, NIGHT, "receipt:9", pin="1234")
    assert due(session, "receipt:9") == NIGHT


def test_who_sends_a_text_by_night_gets_the_receipt_at_once(session: Session, pack: Pack, case: Case) -> None:
    case.channel, case.sent_at = Channel.SMS, NIGHT - timedelta(minutes=1)
    tell_citizen(session, case, "receipt", pack, NIGHT, "receipt:9", pin="1234")
    assert due(session, "receipt:9") == NIGHT


def test_a_text_that_we_found_hours_later_is_receipted_in_the_morning(
    session: Session, pack: Pack, case: Case
) -> None:
    case.channel, case.sent_at = Channel.SMS, NIGHT - timedelta(hours=3)
    tell_citizen(session, case, "receipt", pack, NIGHT, "receipt:9", pin="1234")
    reply_by_sms(session, PHONE, "help", pack, NIGHT, "reply:1", came_at=NIGHT - timedelta(hours=3))
    assert (due(session, "receipt:9"), due(session, "reply:1")) == (SEVEN, SEVEN)


def test_a_command_is_answered_at_once(session: Session, pack: Pack) -> None:
    reply_by_sms(session, PHONE, "help", pack, NIGHT, "reply:1")
    assert due(session, "reply:1") == NIGHT


def test_who_was_called_back_in_vain_is_not_woken_by_the_text(session: Session, pack: Pack) -> None:
    reply_by_sms(session, PHONE, "call_us", pack, NIGHT, "call:1")
    assert due(session, "call:1") == SEVEN


def begun(session: Session, row: Notification, at: datetime) -> bool:
    row.next_attempt_at = at
    session.commit()
    claim = claim_one(session, at)
    attempt = outbox.begin(session, claim, lambda medium: [Way("fake")], at, LEASE, QUIET)
    session.commit()
    return attempt is not None


def test_what_is_tried_again_by_night_waits_too(session: Session) -> None:
    row = a_notification(session, NOW)
    assert not begun(session, row, NIGHT)
    row = reread(session, row)
    assert (row.next_attempt_at, row.attempts, row.lease_token) == (SEVEN, 0, "")
    assert begun(session, row, SEVEN)


def test_what_is_urgent_is_tried_again_by_night(session: Session) -> None:
    row = a_notification(session, NOW)
    row.urgent = True
    assert begun(session, row, NIGHT)


def test_a_reply_of_this_minute_goes_out_by_night_and_one_of_the_evening_does_not(session: Session) -> None:
    fresh = a_notification(session, NIGHT - timedelta(minutes=1), key="test:1")
    old = a_notification(session, NIGHT - timedelta(hours=3), key="test:2")
    old.next_attempt_at = None
    assert begun(session, fresh, NIGHT)
    assert not begun(session, old, NIGHT)
