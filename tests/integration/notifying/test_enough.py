"""Automatic answers to one number come to an end; danger is answered for ever."""

import dataclasses
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.notifying.tell import reply_by_sms, tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Notification
from tests.builders.cases import NOW, a_case

PHONE = "+84905123456"


@pytest.fixture
def config(config: Config) -> Config:
    return dataclasses.replace(config, replies_a_day=3)


def replies(session: Session, pack: Pack, number: int, hours: int = 0) -> list[bool]:
    moment = NOW + timedelta(hours=hours)
    return [
        reply_by_sms(session, PHONE, "help", pack, moment, f"reply:{hours}:{one}") for one in range(number)
    ]


def templates(session: Session) -> list[str]:
    return list(session.scalars(select(Notification.template).order_by(Notification.id)))


def test_the_last_answer_of_a_day_says_so_and_then_there_is_silence(session: Session, pack: Pack) -> None:
    assert replies(session, pack, 5) == [True, True, True, False, False]
    assert templates(session) == ["help", "help", "enough"]


def test_a_day_later_it_is_answered_again(session: Session, pack: Pack) -> None:
    replies(session, pack, 5)
    assert replies(session, pack, 1, hours=25) == [True]


def test_other_numbers_are_answered(session: Session, pack: Pack) -> None:
    replies(session, pack, 5)
    assert reply_by_sms(session, "+84905999999", "help", pack, NOW, "reply:x")


def test_danger_is_answered_all_the_same(session: Session, pack: Pack) -> None:
    replies(session, pack, 5)
    case = a_case(session, pack)
    case.danger = True
    assert tell_citizen(session, case, "receipt", pack, NOW, "receipt:9", pin="1234") == ("sms",)
    assert reply_by_sms(session, PHONE, "added", pack, NOW, "reply:9", code=case.code, danger=True)


def test_what_an_officer_says_is_not_cut(session: Session, pack: Pack) -> None:
    replies(session, pack, 5)
    case = a_case(session, pack)
    assert tell_citizen(session, case, "answer", pack, NOW, "answer:1", text="Đã sửa.") == ("sms",)


def test_the_case_is_taken_though_the_receipt_is_not_sent(session: Session, pack: Pack) -> None:
    replies(session, pack, 5)
    case = a_case(session, pack)
    asked = select(func.count()).where(Notification.key == f"receipt:{case.id}:sms")
    assert session.scalar(asked) == 0
