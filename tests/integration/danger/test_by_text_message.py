"""Danger and its answers through the door of texts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Alarm
from tests.builders.dangers import FIRE, on_duty, texts_to, the_alarm
from tests.builders.texts import LAMP, PHONE, cases, ends, minutes, only_case, send

AMA = "0900000101"


def heard(session: Session, phone: str = "+84900000101") -> list[str]:
    session.rollback()
    return texts_to(session, phone)


def test_the_duty_phones_ok_takes_the_alarm_and_opens_no_case(session: Session, pack: Pack) -> None:
    on_duty(session, "Ama Thuột")
    session.commit()
    send(session, FIRE, minutes(0))
    number = the_alarm(session).id
    session.rollback()
    send(session, f"ok {number}", minutes(2), sender=AMA)
    assert len(cases(session)) == 1
    assert ends(session)[-1] == "command:duty"
    assert session.scalars(select(Alarm.acknowledged_by)).one() == "Ama Thuột"
    assert "da ghi" in heard(session)[-1]


def test_a_duty_phones_ok_without_an_alarm_is_a_courtesy(session: Session, pack: Pack) -> None:
    on_duty(session, "Ama Thuột")
    session.commit()
    send(session, "ok", minutes(0), sender=AMA)
    assert ends(session) == ["thanks"]


def test_danger_in_the_second_text_alarms_and_is_answered_at_once(session: Session, pack: Pack) -> None:
    on_duty(session, "Ama Thuột")
    session.commit()
    send(session, LAMP, minutes(0))
    send(session, FIRE, minutes(3))
    assert only_case(session).danger
    assert len(heard(session)) == 1
    assert heard(session, PHONE)[-1].startswith("NGUY HIEM: goi ngay 114")


def test_the_same_cry_an_hour_after_it_was_taken_care_of_is_heard_again(session: Session, pack: Pack) -> None:
    on_duty(session, "Ama Thuột")
    session.commit()
    send(session, FIRE, minutes(0))
    session.rollback()
    number = the_alarm(session).id
    session.rollback()
    send(session, f"OK {number}", minutes(1), sender=AMA)
    send(session, FIRE, minutes(90))
    alarms = [text for text in heard(session) if text.startswith("KHAN")]
    assert len(alarms) == 2


def test_a_phone_that_goes_on_crying_wakes_once(session: Session, pack: Pack) -> None:
    on_duty(session, "Ama Thuột")
    session.commit()
    for at in range(12):
        send(session, f"{FIRE} {at}", minutes(at))
    assert len([text for text in heard(session) if text.startswith("KHAN")]) == 1
