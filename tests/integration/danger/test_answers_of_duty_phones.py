"""OK, NHAN, OK 12: a phone on duty says that it looks after it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.danger.replying import duty_reply
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Event
from tests.builders.cases import a_case
from tests.builders.dangers import BEATEN, FIRE, HURT, on_duty, texts_to, the_alarm, time_passes

AMA, SEN = "+84900000101", "+84900000102"


@pytest.mark.parametrize(
    "words",
    [
        "OK",
        "ok",
        "Ok!",
        " oke ",
        "OK {n}",
        "ok{n}",
        "OK so {n}",
        "NHAN",
        "Nhận",
        "đã nhận",
        "DA NHAN {n}.",
        "nhan viec {n}",
    ],
)
def test_it_is_taken_and_nobody_else_is_woken(
    session: Session, pack: Pack, now: datetime, words: str
) -> None:
    on_duty(session, "Ama Thuột", "Bà Sen")
    case = a_case(session, pack, FIRE)
    alarm = the_alarm(session)
    assert duty_reply(session, "0900 000 101", words.replace("{n}", str(alarm.id)), now)
    assert (alarm.acknowledged_by, alarm.acknowledged_at) == ("Ama Thuột", now)
    time_passes(session, now + timedelta(hours=1))
    assert texts_to(session, SEN) == []
    assert case.code in texts_to(session, AMA)[-1]
    assert "danger_taken" in session.scalars(select(Event.action).where(Event.case_id == case.id)).all()


@pytest.mark.parametrize(
    "words", ["OK để tôi xem đường", "cảm ơn", "không ok", "nhận tiền hỗ trợ ở đâu", "OK 12 34", ""]
)
def test_other_words_are_an_ordinary_text(session: Session, pack: Pack, now: datetime, words: str) -> None:
    on_duty(session, "Ama Thuột")
    a_case(session, pack, FIRE)
    assert not duty_reply(session, AMA, words, now)


def test_from_any_other_phone_ok_is_an_ordinary_text(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột")
    a_case(session, pack, FIRE)
    assert not duty_reply(session, "0905123456", "OK", now)
    assert the_alarm(session).acknowledged_at is None


def test_with_no_alarm_open_ok_is_an_ordinary_text(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột")
    assert not duty_reply(session, AMA, "OK", now)


def test_a_bare_ok_to_two_alarms_asks_which(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột")
    a_case(session, pack, FIRE)
    a_case(session, pack, HURT)
    assert duty_reply(session, AMA, "OK", now)
    assert session.scalars(select(Alarm).where(Alarm.acknowledged_at.is_not(None))).all() == []
    numbers = session.scalars(select(Alarm.id)).all()
    assert all(f"OK {number}" in texts_to(session, AMA)[-1] for number in numbers)


def test_the_second_who_answers_reads_who_was_first(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột", "Bà Sen")
    a_case(session, pack, FIRE)
    alarm = the_alarm(session)
    duty_reply(session, AMA, "OK", now)
    assert duty_reply(session, SEN, f"OK {alarm.id}", now + timedelta(minutes=1))
    assert alarm.acknowledged_by == "Ama Thuột"
    assert "Ama Thuot" in texts_to(session, SEN)[-1]


def test_all_who_reported_the_same_are_taken_care_of(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột")
    for _ in range(3):
        a_case(session, pack, HURT)
    duty_reply(session, AMA, "OK", now)
    assert len(session.scalars(select(Alarm).where(Alarm.acknowledged_by == "Ama Thuột")).all()) == 3


def test_of_a_sealed_matter_the_reply_names_no_code(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột")
    case = a_case(session, pack, BEATEN)
    assert duty_reply(session, AMA, "ok", now)
    assert case.code not in texts_to(session, AMA)[-1]


def test_the_same_answer_again_is_replied_to_once(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột")
    a_case(session, pack, FIRE)
    number = the_alarm(session).id
    for _ in range(4):
        assert duty_reply(session, AMA, f"OK {number}", now)
    assert len(texts_to(session, AMA)) == 3  # the alarm, "noted", "taken by you"
