"""Somebody is in danger: who is woken, in which order, and what they read."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.danger.raising import mark_danger, unmark_danger
from feedback_service.handling.danger.signs import Signs
from feedback_service.handling.workflow import change_status
from feedback_service.intake.adding import add_words
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Event, Notification
from feedback_service.vocabulary import Channel, Role, Status
from tests.builders.cases import BROKEN_ROAD, a_case, an_officer
from tests.builders.dangers import (
    BEATEN,
    FIRE,
    FIRE_ELSEWHERE,
    HURT,
    on_duty,
    texts_to,
    the_alarm,
    time_passes,
)

MINUTE = timedelta(minutes=1)


def told_names(session: Session, case_id: int) -> list[list[str]]:
    events = select(Event).where(Event.case_id == case_id, Event.action == "duty_told").order_by(Event.id)
    return [event.details["names"] for event in session.scalars(events)]


@pytest.mark.parametrize("channel", list(Channel))
def test_danger_on_every_channel_texts_the_first_phone_on_duty(
    session: Session, pack: Pack, channel: Channel
) -> None:
    first, second = on_duty(session, "Ama Thuột", "Bà Sen")
    case = a_case(session, pack, FIRE, channel=channel)
    (text,) = texts_to(session, first.phone)
    assert case.code in text
    assert f"OK {the_alarm(session).id}" in text
    assert texts_to(session, second.phone) == []


def test_an_ordinary_message_wakes_nobody(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    a_case(session, pack, BROKEN_ROAD)
    assert texts_to(session, phone.phone) == []
    assert session.scalar(select(func.count()).select_from(Alarm)) == 0


def test_an_officers_tick_is_danger_as_well(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    a_case(session, pack, BROKEN_ROAD, channel=Channel.HOTLINE, danger=True)
    assert len(texts_to(session, phone.phone)) == 1


def test_the_text_is_one_plain_segment_and_does_not_say_who_wrote(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    a_case(session, pack, FIRE, name="Nguyễn Văn Tám", place="sau nhà ông Bảy, số 0905 123 456 gần trường")
    (text,) = texts_to(session, phone.phone)
    sms = session.scalars(select(Notification).where(Notification.template == "duty_alarm")).one()
    assert (sms.segments, sms.urgent, sms.case_id) == (1, True, None)
    assert text.isascii()
    assert "0905" not in text
    assert "Tam" not in text
    assert "dang chay" in text


def test_of_a_sealed_matter_the_phone_learns_nothing(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    case = a_case(session, pack, BEATEN, place="thôn 8")
    (text,) = texts_to(session, phone.phone)
    assert case.code not in text
    assert "danh" not in text
    assert "mo may xem" in text


def test_nobody_answers_the_next_is_told_then_all_then_the_leaders(
    session: Session, pack: Pack, now: datetime
) -> None:
    on_duty(session, "Ama Thuột", "Bà Sen")
    leader = an_officer(session, Role.LEADER, "")
    an_officer(session, Role.LEADER, "", demo=True)
    case = a_case(session, pack, FIRE)
    time_passes(session, now + 4 * MINUTE)
    assert told_names(session, case.id) == [["Ama Thuột"]]
    time_passes(session, now + 10 * MINUTE)
    assert told_names(session, case.id)[1:] == [["Bà Sen"], ["Ama Thuột", "Bà Sen"]]
    time_passes(session, now + 120 * MINUTE)
    assert len(told_names(session, case.id)) == 2 + 6
    mails = session.scalars(select(Notification).where(Notification.template == "duty_unheeded")).all()
    assert [mail.recipient for mail in mails] == [leader.email]
    assert case.code in mails[0].subject
    assert the_alarm(session).acknowledged_at is None


def test_with_nobody_on_the_list_the_leaders_are_told_at_once(session: Session, pack: Pack) -> None:
    an_officer(session, Role.LEADER, "")
    a_case(session, pack, FIRE)
    assert session.scalars(select(Notification.template).where(Notification.medium == "email")).all() == [
        "duty_unheeded"
    ]


def test_the_mail_about_a_sealed_matter_says_only_that_there_is_one(session: Session, pack: Pack) -> None:
    an_officer(session, Role.LEADER, "")
    a_case(session, pack, BEATEN, place="thôn 8")
    mail = session.scalars(select(Notification).where(Notification.template == "duty_unheeded")).one()
    assert "thôn 8" not in mail.body
    assert "đánh" not in mail.body


def test_a_job_that_comes_twice_tells_once(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột", "Bà Sen")
    case = a_case(session, pack, FIRE)
    (job,) = time_passes(session, now + 5 * MINUTE)
    job.finished_at = None
    time_passes(session, now + 5 * MINUTE)
    assert told_names(session, case.id) == [["Ama Thuột"], ["Bà Sen"]]


def test_one_fire_that_fifty_report_is_one_text(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    for number in range(50):
        words = FIRE if number % 2 else "Thôn 8 cháy nhà, lửa cháy lớn, cứu với"
        a_case(session, pack, words, phone=f"+8490512{number:04d}", area_code="THON8")
    urgent = [text for text in texts_to(session, phone.phone) if text.startswith("KHAN")]
    assert len(urgent) == 1
    receipts = session.scalars(select(Notification).where(Notification.template == "receipt")).all()
    assert len(receipts) == 50
    assert all(receipt.urgent and receipt.body.startswith("NGUY HIEM: goi ngay 114") for receipt in receipts)


def test_another_place_or_other_words_alarm_on_their_own(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    for words in (FIRE, FIRE_ELSEWHERE, HURT, HURT, HURT):
        a_case(session, pack, words, phone="")
    assert len(texts_to(session, phone.phone)) == 3


def test_the_same_an_hour_later_alarms_again(session: Session, pack: Pack, now: datetime) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    a_case(session, pack, HURT)
    a_case(session, pack, HURT, now=now + 61 * MINUTE, sent_at=now + 61 * MINUTE)
    assert len(texts_to(session, phone.phone)) == 2


def test_sealed_matters_are_never_counted_to_each_other(session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    a_case(session, pack, BEATEN)
    a_case(session, pack, BEATEN)
    assert len(texts_to(session, phone.phone)) == 2


def test_when_the_first_is_closed_as_a_joke_the_next_is_heard(
    session: Session, pack: Pack, now: datetime
) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    first, second = a_case(session, pack, HURT), a_case(session, pack, HURT)
    change_status(session, first, Status.NOT_ACCEPTED, now)
    time_passes(session, now + MINUTE)
    assert the_alarm(session).case_id == second.id
    assert second.code in texts_to(session, phone.phone)[-1]


def test_what_is_closed_wakes_nobody_any_more(session: Session, pack: Pack, now: datetime) -> None:
    on_duty(session, "Ama Thuột", "Bà Sen")
    case = a_case(session, pack, FIRE)
    change_status(session, case, Status.NOT_ACCEPTED, now)
    time_passes(session, now + 60 * MINUTE)
    assert told_names(session, case.id) == [["Ama Thuột"]]


def test_danger_that_comes_later_alarms_and_is_answered_at_once(
    session: Session, pack: Pack, now: datetime
) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    case = a_case(session, pack, BROKEN_ROAD)
    add_words(session, case, "xe lật xuống vực rồi, có người kẹt trong xe, cứu với", (), "f" * 12, pack, now)
    assert case.danger
    (text,) = texts_to(session, phone.phone)
    assert "lat xuong vuc" in text
    reply = session.scalars(select(Notification).where(Notification.template == "added")).one()
    assert reply.urgent
    assert reply.body.startswith("NGUY HIEM: goi ngay 11")


def test_it_is_unset_with_a_reason_and_then_it_is_quiet(session: Session, pack: Pack, now: datetime) -> None:
    case = a_case(session, pack, FIRE)
    unmark_danger(session, case, an_officer(session), "Đốt rơm, đã gọi hỏi lại", now)
    assert not case.danger
    assert session.scalars(select(Alarm).where(Alarm.ended_at.is_(None))).all() == []


def test_what_was_said_days_ago_on_a_slip_is_red_and_wakes_nobody(
    session: Session, pack: Pack, now: datetime
) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    a_case(session, pack, FIRE, sent_at=now - timedelta(days=2))
    assert texts_to(session, phone.phone) == []
    assert the_alarm(session).acknowledged_at is None


def test_new_danger_long_after_the_first_was_taken_care_of_wakes_again(
    session: Session, pack: Pack, now: datetime
) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    case = a_case(session, pack, FIRE)
    alarm = the_alarm(session)
    alarm.acknowledged_at, alarm.acknowledged_by = now, "Ama Thuột"
    mark_danger(session, case, Signs(), pack, now + 30 * MINUTE)
    assert len(texts_to(session, phone.phone)) == 1
    mark_danger(session, case, Signs(), pack, now + 90 * MINUTE)
    assert len(texts_to(session, phone.phone)) == 2
