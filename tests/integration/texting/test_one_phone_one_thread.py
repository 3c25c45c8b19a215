"""What a phone sends belongs together, by when it was sent."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.handling.conversation import ask_citizen
from feedback_service.handling.promises import running
from feedback_service.intake.sms import InboundText, take_again
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, Case, Event, InboundEvent, Notification
from feedback_service.vocabulary import Channel, Clock, Kind, Role, Status
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.texts import (
    LAMP,
    PHONE,
    cases,
    ends,
    minutes,
    only_case,
    raw_of,
    replies,
    said_in,
    send,
)

DAY = timedelta(days=1)


def ask(
    session: Session, pack: Pack, case: Case, text: str = "Đoạn nào, gần nhà ai?", at: float = 60
) -> None:
    clerk = an_officer(session, Role.CLERK, "VP")
    ask_citizen(session, session.get_one(Case, case.id), clerk, text, pack, minutes(at))
    session.commit()


def test_each_text_keeps_the_thread_open_for_half_an_hour(session: Session, pack: Pack) -> None:
    for at in (0, 25, 50, 75):
        send(session, f"{LAMP} {at}", minutes(at))
    assert said_in(session, only_case(session)) == [f"{LAMP} {at}" for at in (25, 50, 75)]


def test_a_thread_ends_after_three_hours(session: Session, pack: Pack) -> None:
    for at in range(0, 210, 25):
        send(session, f"{LAMP} {at}", minutes(at))
    assert len(cases(session)) == 2


def test_half_an_hour_later_it_is_another_matter(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0))
    send(session, "rac o chan cau khong ai gom", minutes(31))
    assert len(cases(session)) == 2


def test_what_counts_is_when_it_was_sent_and_not_when_it_came(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0))
    send(session, "gan nha ong Bay", minutes(10), arrives=minutes(400))
    case = only_case(session)
    assert said_in(session, case) == ["gan nha ong Bay"]
    send(session, "rac o chan cau", minutes(300), arrives=minutes(405))
    assert len(cases(session)) == 2


def test_the_clocks_of_a_late_text_run_from_when_it_was_sent(session: Session, pack: Pack) -> None:
    send(session, LAMP, NOW, arrives=NOW + 3 * DAY)
    promise = running(only_case(session), Clock.ANSWER)
    assert promise is not None
    assert promise.started_at == NOW


@pytest.mark.parametrize("off", [timedelta(hours=1), -9 * DAY])
def test_a_time_that_cannot_be_right_is_ours(session: Session, pack: Pack, off: timedelta) -> None:
    send(session, LAMP, NOW + off, arrives=NOW)
    assert only_case(session).sent_at == NOW


def test_the_reply_to_a_question_ends_the_pause_and_goes_back_to_the_officer(
    session: Session, pack: Pack
) -> None:
    send(session, LAMP)
    case = only_case(session)
    ask(session, pack, case)
    send(session, "doan gan nha ong Bay, cot so 4", NOW + 2 * DAY)
    case = only_case(session)
    assert case.status == Status.IN_PROGRESS
    assert case.citizen_wrote_at == NOW + 2 * DAY
    assert said_in(session, case) == ["doan gan nha ong Bay, cot so 4"]
    promise = running(case, Clock.ANSWER)
    assert promise is not None
    assert promise.paused_at is None
    assert replies(session)[-1] == "added"


def test_the_pause_ends_when_the_reply_was_sent(session: Session, pack: Pack) -> None:
    send(session, LAMP)
    ask(session, pack, only_case(session))
    send(session, "gan nha ong Bay", NOW + DAY, arrives=NOW + 5 * DAY)
    late = running(only_case(session), Clock.ANSWER)
    assert late is not None
    assert late.due_on - late.first_due_on <= timedelta(days=2)


def test_a_reply_to_a_case_from_the_web_goes_there_too(session: Session, pack: Pack) -> None:
    case = a_case(session, pack)
    session.commit()
    ask(session, pack, case)
    send(session, "gan nha ong Bay", NOW + DAY)
    assert said_in(session, only_case(session)) == ["gan nha ong Bay"]


def test_of_two_cases_that_wait_the_one_asked_last_is_meant(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0))
    send(session, "rac o chan cau khong ai gom", minutes(45))
    first, second = cases(session)
    ask(session, pack, second, at=60)
    ask(session, pack, first, at=90)
    send(session, "gan nha ong Bay", NOW + DAY)
    assert said_in(session, session.get_one(Case, first.id)) == ["gan nha ong Bay"]


def test_what_was_under_way_before_we_asked_is_no_answer(session: Session, pack: Pack) -> None:
    send(session, LAMP)
    ask(session, pack, only_case(session), at=60)
    send(session, "con mot cho nua cuoi thon", minutes(20), arrives=minutes(120))
    case = only_case(session)
    assert (said_in(session, case), case.status) == (["con mot cho nua cuoi thon"], Status.AWAITING_CITIZEN)


@pytest.mark.parametrize("yes", ["dung", "Dạ đúng rồi ạ", "vang", "ok"])
def test_yes_is_an_answer_where_we_asked(session: Session, pack: Pack, yes: str) -> None:
    send(session, LAMP)
    ask(session, pack, only_case(session), "Có phải cột gần nhà văn hóa?")
    send(session, yes, NOW + DAY)
    case = only_case(session)
    assert (case.status, said_in(session, case)) == (Status.IN_PROGRESS, [yes])


def test_thanks_for_the_question_leave_it_open(session: Session, pack: Pack) -> None:
    send(session, LAMP)
    ask(session, pack, only_case(session))
    send(session, "cam on can bo", NOW + DAY)
    assert only_case(session).status == Status.AWAITING_CITIZEN


def test_danger_in_place_of_an_answer_is_a_case_of_its_own(session: Session, pack: Pack) -> None:
    send(session, LAMP)
    ask(session, pack, only_case(session))
    send(session, "chay nha roi o thon 5 mau cuu voi", NOW + DAY)
    old, fire = cases(session)
    assert (old.status, old.danger) == (Status.AWAITING_CITIZEN, False)
    assert fire.danger


def test_danger_within_a_thread_raises_the_case_and_names_the_numbers(session: Session, pack: Pack) -> None:
    send(session, "o nha ong Tu cho Ea Knop", minutes(0))
    send(session, "chay nha roi mau cuu", minutes(1))
    case = only_case(session)
    assert case.danger
    assert session.scalars(select(Alarm.case_id)).all() == [case.id]
    told = session.scalars(select(Notification).where(Notification.template == "added")).one()
    assert told.urgent
    assert "114" in told.body[:40]


def test_the_matter_may_come_with_the_second_text(session: Session, pack: Pack) -> None:
    send(session, "alo xa oi", minutes(0))
    send(session, "den duong truoc nha van hoa hong ca tuan roi de nghi sua den duong", minutes(1))
    case = only_case(session)
    assert case.kind != Kind.SPAM
    assert case.topic_code
    assert "routed_again" in session.scalars(select(Event.action).where(Event.case_id == case.id)).all()


def test_a_named_case_of_ones_own_is_the_one_meant(session: Session, pack: Pack) -> None:
    send(session, LAMP)
    code = only_case(session).code
    send(session, f"ho so {code} den dau roi, van chua thay ai den", NOW + DAY)
    assert len(said_in(session, only_case(session))) == 1
    assert replies(session)[-1] == "added"


def test_a_strangers_case_is_not_entered_by_naming_it(session: Session, pack: Pack) -> None:
    send(session, LAMP)
    code = only_case(session).code
    send(session, f"ho so {code} xin dong lai", NOW + DAY, sender="+84905999999")
    assert len(cases(session)) == 2


def test_hidden_numbers_are_not_one_phone(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0), sender="")
    send(session, "rac o chan cau khong ai gom", minutes(1), sender="")
    assert len(cases(session)) == 2


def test_what_we_could_not_understand_is_read_again(session: Session, pack: Pack) -> None:
    text = InboundText("smsgate", "E-late", PHONE, LAMP, NOW)
    event = InboundEvent(
        provider="smsgate",
        event_id="E-late",
        received_at=NOW,
        sent_at=NOW,
        body=raw_of(text),
        outcome="failed",
    )
    session.add(event)
    session.commit()
    with transaction() as writing:
        take_again(writing, event.id, NOW + DAY)
    case = only_case(session)
    assert (case.text, case.channel, case.sent_at) == (LAMP, Channel.SMS, NOW)


def test_a_text_told_twice_with_two_times_is_one(session: Session, pack: Pack) -> None:
    send(session, LAMP, minutes(0), provider="smsgate", told_twice=True)
    again = minutes(0) + timedelta(milliseconds=1371)
    send(session, LAMP, again, arrives=minutes(30), provider="smsgate", told_twice=True, source="reconciled")
    assert ends(session) == ["opened"]


def test_five_texts_of_one_phone_at_once_are_one_case(app: Flask, session: Session, pack: Pack) -> None:
    def arrives(number: int) -> None:
        with app.app_context():
            send(db.session(), f"{LAMP}, cot so {number}", minutes(number / 10), arrives=minutes(5))

    threads = [threading.Thread(target=arrives, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    assert len(said_in(session, only_case(session))) == 4
