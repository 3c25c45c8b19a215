"""Every call has its row: with a case, with several, or with none and a reason. The log goes by date."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.calls.day_log import CALLS_ON_A_PAGE, calls_of_day, count_calls, latest_calls
from feedback_service.intake.calls.earlier import earlier_of
from feedback_service.intake.calls.log_call import log_call, log_without_case
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Note, Notification, Officer
from feedback_service.vocabulary import CallEnd, CallOutcome, CallSource, NoCaseReason, Role, Status
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, an_officer
from tests.builders.hotline import CALLER, COWS, HOUR, SHEET, a_call, save

MINUTE = timedelta(minutes=1)
ROAD = replace(COWS, text=BROKEN_ROAD, submission_id="hotline:duong")


def calls(session: Session) -> list[Call]:
    return list(session.scalars(select(Call).order_by(Call.id)))


def test_a_call_that_brings_a_case_is_a_row_of_the_log(
    session: Session, pack: Pack, officer: Officer
) -> None:
    case = log_call(session, a_call(), officer, pack, NOW)[0].case
    (call,) = calls(session)
    assert (call.source, call.end, call.case_id) == (CallSource.HAND, CallEnd.ANSWERED, case.id)
    assert (call.started_at, call.entered_at, call.caller) == (NOW - HOUR, NOW, CALLER.phone)


def test_several_matters_are_one_call(session: Session, pack: Pack, officer: Officer) -> None:
    first = log_call(session, a_call(), officer, pack, NOW)[0].case
    log_call(session, a_call(ROAD, after=first.code), officer, pack, NOW)
    assert len(calls(session)) == 1
    assert len(session.scalars(select(Case)).all()) == 2


def test_nothing_is_kept_of_the_number_of_who_does_not_want_it(
    session: Session, pack: Pack, officer: Officer
) -> None:
    log_call(session, a_call(caller=replace(CALLER, anonymous=True)), officer, pack, NOW)
    assert [(call.caller, call.caller_fingerprint) for call in calls(session)] == [("", None)]


@pytest.mark.parametrize("reason", NoCaseReason)
def test_a_call_without_a_case_is_counted_with_its_reason(
    session: Session, desk: FlaskClient, reason: NoCaseReason
) -> None:
    answer = save(desk, ket_qua="no_case", ly_do_khong=reason.value, noi_dung="")
    assert (answer.status_code, answer.location) == (303, SHEET)
    assert [(call.no_case, call.case_id) for call in calls(session)] == [(reason, None)]
    assert session.scalars(select(Case)).all() == []


def test_without_a_reason_it_is_not_logged(session: Session, desk: FlaskClient) -> None:
    answer = save(desk, ket_qua="no_case")
    assert answer.status_code == 422 and "Xin chọn vì sao" in answer.text
    assert calls(session) == []


def test_the_same_sheet_twice_is_one_call(session: Session, pack: Pack, officer: Officer) -> None:
    for _ in range(2):
        log_without_case(session, a_call(), NoCaseReason.SPAM, officer, pack, NOW)
    assert len(calls(session)) == 1
    assert count_calls(session, officer, NOW.date(), pack) == (1, 1)


def test_the_log_goes_back_page_by_page_and_misses_none(
    session: Session, pack: Pack, officer: Officer
) -> None:
    for number in range(CALLS_ON_A_PAGE + 3):
        matter = replace(COWS, submission_id=f"hotline:phieu-{number}")
        at = NOW - (number % 5) * MINUTE  # several at the same minute
        log_without_case(session, a_call(matter, at=at), NoCaseReason.SPAM, officer, pack, NOW)
    first = latest_calls(session, officer)
    second = latest_calls(session, officer, first.next_before)
    shown = [line.call for page in (first, second) for line in page.lines]
    assert len(shown) == len({call.id for call in shown}) == CALLS_ON_A_PAGE + 3
    assert shown == sorted(shown, key=lambda call: (call.started_at, call.id), reverse=True)
    assert second.next_before is None


def test_a_day_has_its_own_calls(session: Session, pack: Pack, officer: Officer) -> None:
    yesterday = NOW - timedelta(days=1)
    log_without_case(session, a_call(at=yesterday), NoCaseReason.QUESTION, officer, pack, NOW)
    assert calls_of_day(session, officer, pack, NOW.date()).lines == []
    assert len(calls_of_day(session, officer, pack, yesterday.date()).lines) == 1


def test_a_call_that_brought_a_sealed_case_leaves_no_trace_in_the_log(
    session: Session, pack: Pack, officer: Officer
) -> None:
    log_call(session, a_call(replace(COWS, text=DENUNCIATION)), officer, pack, NOW)
    colleague = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    assert latest_calls(session, colleague).lines == []
    assert count_calls(session, colleague, NOW.date(), pack) == (0, 0)
    found = earlier_of(session, colleague, CALLER.phone, NOW)
    assert found and (found.cases, found.calls) == (0, 0)


def test_a_unit_sees_its_calls_and_its_own_calls_without_a_case(session: Session, pack: Pack) -> None:
    mine, other = an_officer(session, Role.OFFICER, "KT"), an_officer(session, Role.OFFICER, "YT")
    log_without_case(session, a_call(), NoCaseReason.SPAM, mine, pack, NOW)
    log_call(session, a_call(replace(ROAD, unit="YT")), mine, pack, NOW)
    assert [line.call.no_case for line in latest_calls(session, mine).lines] == [NoCaseReason.SPAM]
    assert [len(line.cases) for line in latest_calls(session, other).lines] == [1]


@pytest.mark.parametrize("address", ["so", "so?ngay=2026-03-02", "so?ngay=hom-qua&truoc=x"])
def test_the_page_of_the_log_opens(desk: FlaskClient, address: str) -> None:
    save(desk, ket_qua="no_case", ly_do_khong="question", noi_dung="Hỏi giờ làm việc")
    assert desk.get(f"{SHEET}/{address}").status_code == 200
    assert "Hỏi giờ làm việc" in desk.get(f"{SHEET}/so").text


def test_answered_on_the_phone_gets_one_text_without_a_promise(
    session: Session, pack: Pack, officer: Officer
) -> None:
    matter = replace(COWS, outcome=CallOutcome.ANSWERED, answer="Mai công an xã xuống.")
    receipt = log_call(session, a_call(matter), officer, pack, NOW)[0]
    (sent,) = session.scalars(select(Notification)).all()
    assert receipt.case.status == Status.ANSWERED
    assert (sent.template, sent.segments) == ("answered_by_phone", 1)
    assert receipt.case.code in sent.body and receipt.pin in sent.body
    assert "Hen tra loi" not in sent.body


def test_danger_that_only_the_officer_heard_puts_the_numbers_first_in_the_text(
    session: Session, pack: Pack, officer: Officer
) -> None:
    log_call(session, a_call(replace(COWS, danger=True)), officer, pack, NOW)
    bodies = session.scalars(select(Notification.body).where(Notification.template == "receipt")).all()
    assert [body.startswith("NGUY HIEM") for body in bodies] == [True]


def test_who_was_told_and_when_stands_with_the_case(session: Session, desk: FlaskClient) -> None:
    save(desk, da_bao=["113", "999"], da_bao_luc="14h32")
    case, note = session.scalars(select(Case)).one(), session.scalars(select(Note.text)).one()
    assert case.danger
    assert note.startswith("Đã báo 113 lúc 14h32, ")


def test_an_officer_may_promise_a_call_on_a_case_of_another_unit(session: Session, pack: Pack) -> None:
    mine = an_officer(session, Role.OFFICER, "KT")
    matter = replace(COWS, unit="YT", outcome=CallOutcome.CALL_BACK, call_back_at=NOW + HOUR)
    log_call(session, a_call(matter), mine, pack, NOW)
    assert "Hẹn gọi lại" in session.scalars(select(Note.text)).one()
