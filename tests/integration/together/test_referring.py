"""A case passed on outside has a number, is followed, and always comes to an end."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.errors import ChangeNotAllowed, NotYours, TextMissing
from feedback_service.handling.answer import approve_answer, current_answer, submit_answer
from feedback_service.handling.joining.merging import merge_cases
from feedback_service.handling.promises import running
from feedback_service.handling.together.referring import (
    ReplyInFuture,
    Words,
    change_words,
    remind,
    take_reply,
    take_return,
)
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Notification, Officer
from feedback_service.records.desk import Referral
from feedback_service.routing.transfer import transfer_case
from feedback_service.vocabulary import Clock, Role, Status
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.together import POWER, referred

LATER = NOW + timedelta(days=3)


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    found = a_case(session, pack)
    found.unit_code = "KT"
    return found


def told(session: Session, case: Case) -> list[str]:
    session.flush()
    rows = select(Notification.template).where(Notification.case_id == case.id).order_by(Notification.id)
    return list(session.scalars(rows))


def test_passing_on_makes_a_numbered_letter_and_tells_the_citizen(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    assert (referral.year, referral.number, referral.unit_code) == (2026, 1, POWER)
    assert referral.reply_due_on == date(2026, 3, 16)  # ten working days after Monday 2 March
    assert told(session, case)[-1] == "passed_on"


def test_each_year_counts_from_one(session: Session, pack: Pack, clerk: Officer) -> None:
    numbers = [referred(session, a_case(session, pack), clerk, pack).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    next_year = referred(session, a_case(session, pack), clerk, pack, NOW.replace(year=2027))
    assert (next_year.year, next_year.number) == (2027, 1)


def test_an_answer_taken_in_is_the_draft_of_ours(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    take_reply(session, referral, case, clerk, "Đã thay bóng ngày 03/3", None, pack, LATER)
    draft = current_answer(session, case)
    assert (case.status, case.unit_code, case.closed_on) == (Status.IN_PROGRESS, "KT", None)
    assert draft and "Đã thay bóng" in draft.text and not draft.submitted_at
    assert told(session, case)[-1] == "reply_came"


def test_the_citizen_is_answered_with_it(session: Session, pack: Pack, case: Case, clerk: Officer) -> None:
    referral = referred(session, case, clerk, pack)
    take_reply(session, referral, case, clerk, "Đã thay bóng", None, pack, LATER)
    draft = current_answer(session, case)
    assert draft
    submit_answer(session, case, an_officer(session), draft.text, draft.revision, pack, LATER)
    approve_answer(session, case, an_officer(session, Role.HEAD), pack, LATER)
    assert (case.status, told(session, case)[-1]) == (Status.ANSWERED, "answer")


def test_sent_back_it_is_ours_again_with_a_promise_from_now(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    take_return(session, referral, case, clerk, "không thuộc lưới điện", pack, LATER)
    promise = running(case, Clock.ANSWER)
    assert (case.status, case.unit_code, referral.returned_at) == (Status.IN_PROGRESS, "KT", LATER)
    assert (
        promise and promise.started_at == LATER and promise.trace["steps"] and case.due_on == promise.due_on
    )
    assert told(session, case)[-1] == "sent_back"


def test_what_was_late_when_it_was_passed_on_stays_late(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    late = NOW + timedelta(days=90)
    referral = referred(session, case, clerk, pack, late)
    take_return(session, referral, case, clerk, "không phải", pack, late)
    assert case.late


def test_it_may_go_on_to_another_body_under_a_new_number(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    first = referred(session, case, clerk, pack)
    take_return(session, first, case, clerk, "không phải", pack, LATER)
    second = referred(session, case, clerk, pack, LATER)
    assert (first.number, second.number) == (1, 2)


def test_everybody_merged_with_it_is_told_and_answered(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    other = a_case(session, pack, phone="+84905999888", phone_raw="0905999888")
    merge_cases(session, case, other, clerk, pack, NOW)
    referral = referred(session, case, clerk, pack)
    take_reply(session, referral, case, clerk, "Đã thay bóng", None, pack, LATER)
    assert (other.status, other.unit_code) == (Status.MERGED, "KT")
    assert told(session, other)[-1] == "reply_came"
    submit_answer(session, case, an_officer(session), "Đã thay bóng", 1, pack, LATER)
    approve_answer(session, case, an_officer(session, Role.HEAD), pack, LATER)
    assert (other.status, told(session, other)[-1]) == (Status.ANSWERED, "answer")


def test_reminders_are_counted_in_the_log(session: Session, pack: Pack, case: Case, clerk: Officer) -> None:
    referral = referred(session, case, clerk, pack)
    remind(session, referral, case, clerk, LATER)
    remind(session, referral, case, clerk, LATER)
    assert referral.reminders == 2
    logged = select(Event).where(Event.case_id == case.id, Event.action == "referral_reminded")
    assert [event.details["time"] for event in session.scalars(logged)] == [1, 2]


def test_its_words_may_be_changed_until_it_is_answered(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    change_words(session, referral, case, clerk, Words("Đèn tắt", "02 ảnh", "Sửa đèn", date(2026, 4, 1)), NOW)
    assert (referral.summary, referral.reply_due_on) == ("Đèn tắt", date(2026, 4, 1))
    with pytest.raises(TextMissing):
        change_words(session, referral, case, clerk, Words(" "), NOW)
    take_reply(session, referral, case, clerk, "Đã sửa", None, pack, LATER)
    with pytest.raises(ChangeNotAllowed):
        change_words(session, referral, case, clerk, Words("Khác"), NOW)


def test_a_reply_comes_neither_before_the_letter_nor_tomorrow(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    for day in (date(2026, 3, 1), date(2026, 3, 6)):
        with pytest.raises(ReplyInFuture):
            take_reply(session, referral, case, clerk, "Đã sửa", day, pack, LATER)


def test_a_reply_is_taken_once(session: Session, pack: Pack, case: Case, clerk: Officer) -> None:
    referral = referred(session, case, clerk, pack)
    take_reply(session, referral, case, clerk, "Đã sửa", None, pack, LATER)
    with pytest.raises(ChangeNotAllowed):
        take_return(session, referral, case, clerk, "không phải", pack, LATER)


def test_only_who_transfers_everywhere_follows_it(
    session: Session, pack: Pack, case: Case, clerk: Officer
) -> None:
    referral = referred(session, case, clerk, pack)
    with pytest.raises(NotYours):
        remind(session, referral, case, an_officer(session, unit="KT"), NOW)


def test_twelve_at_once_get_twelve_numbers_without_a_gap(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    cases = [a_case(session, pack).id for _ in range(12)]
    session.commit()
    start, who = Barrier(4), clerk.id

    def work(mine: list[int]) -> None:
        with app.app_context():
            start.wait()
            for number in mine:
                with transaction() as own:
                    transfer_case(
                        own,
                        own.get_one(Case, number),
                        own.get_one(Officer, who),
                        POWER,
                        "lưới điện",
                        pack,
                        NOW,
                    )

    threads = [Thread(target=work, args=(cases[place::4],)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    assert sorted(session.scalars(select(Referral.number))) == list(range(1, 13))
