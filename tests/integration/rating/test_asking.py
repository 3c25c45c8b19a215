"""The sender is asked once, and once more; never again."""

import re

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.rating.rate import Said, rate_answer
from feedback_service.notifying.opting_out import stop_notices
from feedback_service.pack.model import Pack
from feedback_service.records import Notification
from feedback_service.vocabulary import RatedBy, Visibility
from tests.builders.cases import NOW
from tests.builders.rated import DAY, answered, asked, last_text, work_off


def test_a_day_after_the_answer_the_sender_is_asked_by_text(session: Session, pack: Pack) -> None:
    case = answered(session, pack)
    work_off(session, NOW)
    assert asked(session) == []
    work_off(session, NOW + DAY)
    assert asked(session) == ["rate_ask"]
    row = session.scalars(select(Notification).where(Notification.template == "rate_ask")).one()
    assert row.segments == 1
    assert case.code in row.body and "nhan lai 1 so: 4 rat hai long" in row.body and "nhan CHUA" in row.body


def test_who_says_nothing_is_reminded_once_and_never_again(session: Session, pack: Pack) -> None:
    answered(session, pack)
    for day in range(60):
        work_off(session, NOW + day * DAY)
    assert asked(session) == ["rate_ask", "rate_again"]


def test_who_has_rated_is_not_reminded(session: Session, pack: Pack) -> None:
    case = answered(session, pack)
    work_off(session, NOW + DAY)
    rate_answer(session, case, Said(RatedBy.LINK, level=3), pack, NOW + DAY)
    work_off(session, NOW + 10 * DAY)
    assert asked(session) == ["rate_ask"]


def test_a_phone_that_opted_out_is_not_asked(session: Session, pack: Pack) -> None:
    answered(session, pack)
    stop_notices(session, "+84905123456", NOW)
    work_off(session, NOW + 30 * DAY)
    assert asked(session) == []


def test_who_gave_no_address_is_not_asked(session: Session, pack: Pack) -> None:
    answered(session, pack, anonymous=True, phone="", phone_raw="")
    work_off(session, NOW + 30 * DAY)
    assert asked(session) == []


def test_of_a_sealed_case_no_word_is_said(session: Session, pack: Pack) -> None:
    case = answered(session, pack)
    case.visibility = Visibility.SEALED
    work_off(session, NOW + DAY)
    assert asked(session) == ["rate_quietly"]
    assert "tra loi" not in last_text(session)


def test_a_mail_asks_by_a_signed_link(app: Flask, session: Session, pack: Pack) -> None:
    answered(session, pack, phone="", phone_raw="", email="a@example.org")
    work_off(session, NOW + DAY)
    body = session.scalars(select(Notification.body).where(Notification.template == "rate_ask")).one()
    assert re.search(r"/danh-gia/[\w.-]+", body)
