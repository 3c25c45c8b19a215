"""Calls that are owed: promised, missed, and paid by reaching the person or by giving up in words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase, TextMissing
from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.intake.calls.debts import (
    AlreadyPaid,
    debts_owed,
    look_at_number,
    not_reached,
    reached,
)
from feedback_service.intake.calls.log_call import log_call
from feedback_service.pack.model import Pack
from feedback_service.records import CallBack, Case, Event, Note, Notification, Officer, Reading
from feedback_service.vocabulary import CallBackReason, CallEnd, CallOutcome, CallSource, Role
from tests.builders.cases import DENUNCIATION, NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.hotline import CALLER, COWS, HOUR, SHEET, a_call, save

MINUTE = timedelta(minutes=1)
OWED = f"{SHEET}/goi-lai"


def promised(session: Session, officer: Officer, pack: Pack, unit: str = "KT", text: str = COWS.text) -> Case:
    matter = replace(COWS, text=text, unit=unit, outcome=CallOutcome.CALL_BACK, call_back_at=NOW + 3 * HOUR)
    return log_call(session, a_call(matter), officer, pack, NOW)[0].case


def missed(session: Session, pack: Pack, phone: str = "0977 000 111", ago: timedelta = MINUTE) -> CallBack:
    heard = HeardCall(CallSource.HAND, f"nho:{phone}:{ago}", phone, NOW - ago, end=CallEnd.MISSED)
    take_call(session, heard, pack, NOW)
    return session.scalars(select(CallBack).where(CallBack.reason == CallBackReason.MISSED)).one()


def test_a_promised_call_is_owed_at_the_hour_agreed(session: Session, pack: Pack, officer: Officer) -> None:
    case = promised(session, officer, pack)
    (line,) = debts_owed(session, officer, NOW)
    assert (line.debt.reason, line.debt.due_at, line.case) == (
        CallBackReason.PROMISED,
        NOW + 3 * HOUR,
        case,
    )
    assert line.phone == CALLER.phone


def test_the_most_urgent_is_first(session: Session, pack: Pack, officer: Officer) -> None:
    promised(session, officer, pack)
    early = missed(session, pack, ago=2 * HOUR)
    early.due_at = NOW - MINUTE
    assert [line.debt.reason for line in debts_owed(session, officer, NOW)] == ["missed", "promised"]


def test_who_was_reached_is_owed_no_more_and_the_case_knows_what_was_said(
    session: Session, pack: Pack, officer: Officer
) -> None:
    case = promised(session, officer, pack)
    (line,) = debts_owed(session, officer, NOW)
    reached(session, officer, line.debt.id, "Đã báo thứ Sáu sửa.", NOW)
    assert debts_owed(session, officer, NOW) == []
    notes = session.scalars(select(Note.text).where(Note.case_id == case.id).order_by(Note.id)).all()
    assert notes[-1] == "Đã gọi lại: Đã báo thứ Sáu sửa."
    assert session.scalars(select(Event.id).where(Event.action == "called_back")).all()


def test_a_call_is_paid_once_and_in_words(session: Session, pack: Pack, officer: Officer) -> None:
    debt = missed(session, pack)
    with pytest.raises(TextMissing):
        reached(session, officer, debt.id, "  ", NOW)
    reached(session, officer, debt.id, "Nhầm số.", NOW)
    with pytest.raises(AlreadyPaid):
        not_reached(session, officer, debt.id, pack, NOW)


def test_nobody_there_is_tried_again_two_hours_of_service_later(
    session: Session, pack: Pack, officer: Officer
) -> None:
    debt = missed(session, pack)
    assert not_reached(session, officer, debt.id, pack, NOW)  # at nine in the morning
    assert (debt.tries, debt.last_try_at, debt.due_at) == (1, NOW, NOW + 2 * HOUR)
    late = NOW + 7 * HOUR + 30 * MINUTE  # half past four: half an hour is left today
    not_reached(session, officer, debt.id, pack, late)
    assert debt.due_at == NOW.replace(day=3, hour=2)  # nine in the morning of the next day


def test_after_three_tries_the_caller_is_written_to_once(
    session: Session, pack: Pack, officer: Officer
) -> None:
    debt = missed(session, pack)
    tries = [not_reached(session, officer, debt.id, pack, NOW + n * HOUR) for n in range(3)]
    (sent,) = session.scalars(select(Notification)).all()
    assert tries == [True, True, False]
    assert (sent.template, sent.recipient, sent.segments) == ("call_us", "+84977000111", 1)
    assert debt.done_at and "đã nhắn tin" in debt.said


def test_with_a_case_it_is_the_case_that_writes(session: Session, pack: Pack, officer: Officer) -> None:
    case = promised(session, officer, pack)
    (line,) = debts_owed(session, officer, NOW)
    for hours in range(3):
        not_reached(session, officer, line.debt.id, pack, NOW + hours * HOUR)
    sent = session.scalars(select(Notification).where(Notification.template == "not_reached")).one()
    assert sent.case_id == case.id and case.code in sent.body


def test_a_landline_cannot_be_written_to(session: Session, pack: Pack, officer: Officer) -> None:
    debt = missed(session, pack, phone="0262 385 1234")
    for hours in range(3):
        not_reached(session, officer, debt.id, pack, NOW + hours * HOUR)
    assert session.scalars(select(Notification)).all() == []
    assert debt.said == "Gọi ba lần không gặp."


def test_who_calls_again_and_is_logged_is_owed_no_more(
    session: Session, pack: Pack, officer: Officer
) -> None:
    missed(session, pack, phone=CALLER.phone, ago=2 * HOUR)
    log_call(session, a_call(), officer, pack, NOW)
    assert debts_owed(session, officer, NOW) == []


def test_a_number_of_a_case_is_shown_to_a_unit_after_looking_only(session: Session, pack: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    promised(session, clerk, pack, unit="KT")
    mine = an_officer(session, Role.OFFICER, "KT")
    (line,) = debts_owed(session, mine, NOW)
    assert (line.phone, line.may_look) == ("", True)
    look_at_number(session, mine, line.debt.id, NOW)
    (line,) = debts_owed(session, mine, NOW)
    assert line.phone == CALLER.phone
    assert session.scalars(select(Reading.reason)).one()


def test_another_unit_knows_of_missed_calls_and_not_of_strange_cases(session: Session, pack: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    case = promised(session, clerk, pack, unit="KT")
    debt = session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()
    missed(session, pack)
    stranger = an_officer(session, Role.OFFICER, "YT")
    assert [line.debt.reason for line in debts_owed(session, stranger, NOW)] == ["missed"]
    with pytest.raises(NoSuchCase):
        reached(session, stranger, debt.id, "Đã gọi.", NOW)


def test_a_sealed_case_s_call_is_for_its_readers(session: Session, pack: Pack, officer: Officer) -> None:
    promised(session, officer, pack, text=DENUNCIATION)
    assert debts_owed(session, officer, NOW) == []
    (line,) = debts_owed(session, an_officer(session, Role.LEADER, ""), NOW)
    assert (line.phone, line.may_look) == ("", True)


def test_a_missed_call_is_written_down_in_a_line(session: Session, desk: FlaskClient) -> None:
    line = {"so_nho": "0977 000 111", "luc_nho": "", "ma_gui": "nho-000001"}
    press(desk, f"{SHEET}/goi-nho", OWED, **{**line, "luc_nho": "hôm qua"})
    assert session.scalars(select(CallBack)).all() == []
    for _ in range(2):
        press(desk, f"{SHEET}/goi-nho", OWED, **{**line, "luc_nho": "0h01"})
    session.rollback()
    (debt,) = session.scalars(select(CallBack)).all()
    assert (debt.phone, debt.calls) == ("+84977000111", 1)
    press(desk, f"{SHEET}/goi-nho", OWED, **{**line, "luc_nho": "0h02", "ma_gui": "nho-000002"})
    session.rollback()
    assert [debt.calls for debt in session.scalars(select(CallBack)).all()] == [2]


def test_the_list_is_worked_off_from_its_page(session: Session, pack: Pack, desk: FlaskClient) -> None:
    debt = missed(session, pack)
    session.commit()
    assert "0977 000 111" in desk.get(OWED).text
    press(desk, f"{OWED}/{debt.id}/khong-gap", OWED)
    assert "không gặp 1 lần" in desk.get(OWED).text
    press(desk, f"{OWED}/{debt.id}/duoc", OWED, ghi_chu="")
    assert "0977 000 111" in desk.get(OWED).text
    assert 'value="+84977000111"' in desk.get(f"{SHEET}?goi_lai={debt.id}").text
    press(desk, f"{OWED}/{debt.id}/duoc", OWED, ghi_chu="Đã trả lời giờ làm việc.")
    assert "Không nợ ai cuộc gọi nào" in desk.get(OWED).text


def test_looking_at_a_number_from_the_page_is_for_who_may(
    app: Flask, session: Session, pack: Pack, officer: Officer
) -> None:
    case = promised(session, officer, pack, unit="KT")
    mine = an_officer(session, Role.OFFICER, "KT")
    session.commit()
    debt = session.scalars(select(CallBack).where(CallBack.case_id == case.id)).one()
    browser = at_desk(app, mine)
    assert "0912 000 345" not in browser.get(OWED).text
    # The page goes by the clock of today: what the builder promised is late by now.
    press(browser, f"{OWED}/{debt.id}/xem-so", OWED)
    assert "0912 000 345" in browser.get(OWED).text


def test_a_promise_from_the_sheet_stands_in_the_list(session: Session, desk: FlaskClient) -> None:
    save(desk, ket_qua="call_back", goi_lai="2199-01-01T08:00")
    assert "Đã hẹn gọi lại" in desk.get(OWED).text
