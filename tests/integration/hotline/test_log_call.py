"""A call becomes its cases: each matter through the one door, at the time of the call."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import AnswerMissing
from feedback_service.handling.promises import running
from feedback_service.intake.calls.call_time import CallInFuture, CallTooOld
from feedback_service.intake.calls.day_log import calls_of_day, calls_of_today
from feedback_service.intake.calls.just_logged import just_logged
from feedback_service.intake.calls.log_call import NotByPhone, log_call
from feedback_service.intake.calls.reading_back import read_back
from feedback_service.intake.calls.written import Caller, Matter, WrittenCall
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, Contact, Event, Message, Note, Notification, Officer
from feedback_service.vocabulary import CallOutcome, Channel, Clock, Role, Status, Visibility
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, an_officer

HOUR = timedelta(hours=1)
CALLER = Caller(name="chị Hạnh", phone="+84912000345", phone_raw="0912 000 345")
COWS = Matter("Bò nhà bên thả rông ăn hết hai sào bắp", "hotline:bo-tha-rong")


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, pack.commune.triage_unit)


def a_call(*matters: Matter, caller: Caller = CALLER) -> WrittenCall:
    return WrittenCall(at=NOW - HOUR, caller=caller, matters=matters or (COWS,))


def logged(session: Session, clerk: Officer, pack: Pack, call: WrittenCall) -> Case:
    return log_call(session, call, clerk, pack, NOW)[0].case


def test_the_clocks_run_from_the_call_and_not_from_its_entry(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    case = logged(session, clerk, pack, a_call())
    answer = running(case, Clock.ANSWER)
    assert (case.channel, case.sent_at, case.entered_at) == (Channel.HOTLINE, NOW - HOUR, NOW)
    assert answer and answer.started_at == NOW - HOUR


def test_the_number_is_kept_as_shown_and_as_called_back(session: Session, pack: Pack, clerk: Officer) -> None:
    contact = session.get_one(Contact, logged(session, clerk, pack, a_call()).contact_id)
    assert (contact.details["phone_raw"], contact.phone) == ("0912 000 345", "+84912000345")


def test_a_short_number_is_a_sender_and_no_number_to_text(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    case = logged(session, clerk, pack, a_call(caller=Caller(phone_raw="1022")))
    assert session.get_one(Contact, case.contact_id).details == {"phone_raw": "1022"}
    assert session.scalar(select(func.count()).select_from(Notification)) == 0


def test_nothing_is_kept_of_a_caller_who_wants_it_so(session: Session, pack: Pack, clerk: Officer) -> None:
    case = logged(session, clerk, pack, a_call(caller=replace(CALLER, anonymous=True)))
    assert (case.anonymous, case.contact_id) == (True, None)


def test_the_event_of_the_call_names_the_officer_and_not_the_caller(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    logged(session, clerk, pack, a_call())
    call = session.scalars(select(Event).where(Event.action == "call_logged")).one()
    assert call.officer_id == clerk.id
    assert "Hạnh" not in str(call.details) and "912" not in str(call.details)


def test_the_receipt_goes_out_by_text(session: Session, pack: Pack, clerk: Officer) -> None:
    case = logged(session, clerk, pack, a_call())
    sent = session.scalars(select(Notification)).one()
    assert (sent.template, sent.medium, sent.case_id) == ("receipt", "sms", case.id)


def test_two_matters_are_two_cases_of_one_caller(session: Session, pack: Pack, clerk: Officer) -> None:
    road = Matter(BROKEN_ROAD, "hotline:duong-hong")
    first, second = log_call(session, a_call(COWS, road), clerk, pack, NOW)
    assert first.case.code != second.case.code
    assert {session.get_one(Contact, r.case.contact_id).phone for r in (first, second)} == {CALLER.phone}


def test_the_same_sheet_sent_twice_is_one_case(session: Session, pack: Pack, clerk: Officer) -> None:
    once, twice = (log_call(session, a_call(), clerk, pack, NOW)[0] for _ in range(2))
    assert (twice.created, twice.case.id, twice.pin) == (False, once.case.id, once.pin)
    assert session.scalar(select(func.count()).where(Event.action == "call_logged")) == 1


def test_an_answer_on_the_phone_closes_the_case_with_its_words(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    question = Matter(
        "Xin hỏi làm giấy khai sinh cần giấy tờ gì",
        "hotline:khai-sinh",
        CallOutcome.ANSWERED,
        answer="Mang giấy chứng sinh tới quầy số 2.",
    )
    case = logged(session, clerk, pack, a_call(question))
    answer = session.scalars(select(Answer).where(Answer.case_id == case.id)).one()
    message = session.scalars(select(Message).where(Message.case_id == case.id)).one()
    assert (case.status, case.answered_on is not None, case.late) == (Status.ANSWERED, True, False)
    assert answer.text == message.text == "Mang giấy chứng sinh tới quầy số 2."
    assert answer.author_id == message.officer_id == clerk.id


def test_answered_without_an_answer_is_not_answered(session: Session, pack: Pack, clerk: Officer) -> None:
    with pytest.raises(AnswerMissing):
        logged(session, clerk, pack, a_call(replace(COWS, outcome=CallOutcome.ANSWERED)))


def test_a_sealed_matter_is_not_answered_on_the_spot(session: Session, pack: Pack, clerk: Officer) -> None:
    matter = Matter(DENUNCIATION, "hotline:to-cao", CallOutcome.ANSWERED, answer="Dạ, để em hỏi.")
    with pytest.raises(NotByPhone):
        logged(session, clerk, pack, a_call(matter))


def test_the_officer_chooses_the_unit(session: Session, pack: Pack, clerk: Officer) -> None:
    assert logged(session, clerk, pack, a_call(replace(COWS, unit="YT"))).unit_code == "YT"


def test_no_choice_takes_a_denunciation_out_of_the_leaders_hands(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    case = logged(session, clerk, pack, a_call(Matter(DENUNCIATION, "hotline:to-cao", unit="KT")))
    assert (case.visibility, case.unit_code) == (Visibility.SEALED, pack.commune.sealed_unit)


def test_danger_that_the_officer_hears_counts_without_a_word_of_it(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    assert logged(session, clerk, pack, a_call(replace(COWS, danger=True))).danger


def test_the_unit_reads_that_a_call_and_an_interpreter_are_owed(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    matter = replace(COWS, outcome=CallOutcome.CALL_BACK, call_back_at=NOW + HOUR)
    logged(session, clerk, pack, a_call(matter, caller=replace(CALLER, interpreter="Ê Đê")))
    assert session.scalars(select(Note.text).order_by(Note.id)).all() == [
        "Cần người phiên dịch: Ê Đê.",
        "Hẹn gọi lại trước 10h00, 02/3/2026.",
    ]


def test_a_call_of_tomorrow_is_a_slip_of_the_pen(session: Session, pack: Pack, clerk: Officer) -> None:
    with pytest.raises(CallInFuture):
        logged(session, clerk, pack, replace(a_call(), at=NOW + HOUR))


def test_a_call_of_last_winter_is_one_too(session: Session, pack: Pack, clerk: Officer) -> None:
    with pytest.raises(CallTooOld):
        logged(session, clerk, pack, replace(a_call(), at=NOW - timedelta(days=31)))


def test_the_log_shows_the_day_s_calls_to_those_who_may_see_them(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    case = logged(session, clerk, pack, a_call(replace(COWS, unit="KT")))
    stranger = an_officer(session, Role.OFFICER, "YT")
    (line,) = calls_of_today(session, clerk, pack, NOW).lines
    assert [one.code for one in line.cases] == [case.code]
    assert calls_of_today(session, stranger, pack, NOW).lines == []
    assert calls_of_today(session, clerk, pack, NOW + timedelta(days=1)).lines == []
    assert calls_of_day(session, clerk, pack, NOW.date()).lines == [line]


def test_who_took_the_call_can_dictate_its_code_for_a_while_and_nobody_else(
    session: Session, pack: Pack, clerk: Officer
) -> None:
    receipt = log_call(session, a_call(Matter(DENUNCIATION, "hotline:to-cao")), clerk, pack, NOW)[0]
    mine = just_logged(session, clerk, receipt.case.code, NOW)
    assert mine and (mine.pin, mine.facts.unit, mine.texted) == (receipt.pin, "", True)
    assert just_logged(session, clerk, receipt.case.code, NOW + 3 * HOUR) is None
    assert just_logged(session, an_officer(session, Role.LEADER, ""), receipt.case.code, NOW) is None


def test_what_is_read_back_is_what_saving_does(session: Session, pack: Pack, clerk: Officer) -> None:
    said = read_back(COWS.text, "", "", NOW - HOUR, pack)
    case = logged(session, clerk, pack, a_call())
    answer = running(case, Clock.ANSWER)
    assert answer and (said.unit, said.due_on) == (case.unit_code, answer.due_on)


def test_the_unit_of_a_sealed_matter_is_not_read_out(pack: Pack) -> None:
    assert read_back(DENUNCIATION, "", "KT", NOW, pack).unit == ""
