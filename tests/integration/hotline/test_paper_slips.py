"""Paper slips: numbers one after the other, each entered once with its true time, or void with a reason."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now as right_now
from feedback_service.handling.promises import running
from feedback_service.intake.calls.log_call import log_call, log_without_case
from feedback_service.intake.calls.slips import (
    HowManySlips,
    SlipUnknown,
    SlipUsed,
    SlipVoid,
    print_slips,
    slips_out,
    void_slip,
)
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Event, Officer, Slip
from feedback_service.vocabulary import CallSource, Clock, NoCaseReason
from tests.builders.cases import NOW
from tests.builders.desk import press
from tests.builders.hotline import COWS, SHEET, a_call, save

SLIPS = f"{SHEET}/phieu-giay"
POWER_CUT = timedelta(days=2)


def test_numbers_go_on_where_the_last_print_stopped(session: Session, officer: Officer) -> None:
    first, second = (print_slips(session, officer, 3, NOW) for _ in range(2))
    assert [slip.number for slip in [*first, *second]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("count", [0, -1, 101])
def test_nobody_prints_none_or_a_thousand(session: Session, officer: Officer, count: int) -> None:
    with pytest.raises(HowManySlips):
        print_slips(session, officer, count, NOW)


def test_a_slip_is_entered_with_its_true_time(session: Session, pack: Pack, officer: Officer) -> None:
    print_slips(session, officer, 1, NOW - POWER_CUT)
    case = log_call(session, a_call(at=NOW - POWER_CUT, slip=1), officer, pack, NOW)[0].case
    call, slip = session.scalars(select(Call)).one(), session.get_one(Slip, 1)
    answer = running(case, Clock.ANSWER)
    assert (call.source, call.source_id, call.started_at) == (CallSource.SLIP, "1", NOW - POWER_CUT)
    assert (slip.entered_at, slip.case_id) == (NOW, case.id)
    assert answer and answer.started_at == NOW - POWER_CUT


def test_the_same_sheet_twice_enters_its_slip_once(session: Session, pack: Pack, officer: Officer) -> None:
    print_slips(session, officer, 1, NOW)
    once, twice = (log_call(session, a_call(slip=1), officer, pack, NOW)[0].case for _ in range(2))
    assert once.id == twice.id


def test_a_number_is_entered_once(session: Session, pack: Pack, officer: Officer) -> None:
    print_slips(session, officer, 1, NOW)
    log_without_case(session, a_call(slip=1), NoCaseReason.QUESTION, officer, pack, NOW)
    other = a_call(COWS, slip=1)
    with pytest.raises(SlipUsed):
        log_call(session, other, officer, pack, NOW)


def test_a_number_that_was_never_printed_or_is_void_is_refused(
    session: Session, pack: Pack, officer: Officer
) -> None:
    with pytest.raises(SlipUnknown):
        log_call(session, a_call(slip=7), officer, pack, NOW)
    session.rollback()
    print_slips(session, officer, 1, NOW)
    void_slip(session, 1, "Rách")
    with pytest.raises(SlipVoid):
        log_call(session, a_call(slip=1), officer, pack, NOW)


def test_what_is_neither_entered_nor_void_is_listed(session: Session, pack: Pack, officer: Officer) -> None:
    print_slips(session, officer, 3, NOW)
    void_slip(session, 1, "Viết thử")
    log_call(session, a_call(slip=2), officer, pack, NOW)
    assert [slip.number for slip in slips_out(session)] == [3]


def test_the_printed_page_has_each_number_and_the_emergency_steps(
    session: Session, pack: Pack, desk: FlaskClient
) -> None:
    answer = press(desk, SLIPS, SLIPS, so_luong=4)
    assert answer.status_code == 303
    page = desk.get(answer.location).text
    assert page.count('class="slip"') == 4
    assert all(f"<b>{one.number}</b>" in page for one in pack.commune.emergency)
    assert "Phiếu số <b>4</b>" in page


@pytest.mark.parametrize("count", ["0", "101", "mười", ""])
def test_a_wrong_count_is_said(session: Session, desk: FlaskClient, count: str) -> None:
    press(desk, SLIPS, SLIPS, so_luong=count)
    assert "Mỗi lần in từ 1 đến 100" in desk.get(SLIPS).text
    assert session.scalars(select(Slip)).all() == []


def test_a_number_is_given_up_with_a_reason(session: Session, desk: FlaskClient) -> None:
    press(desk, SLIPS, SLIPS, so_luong=1)
    press(desk, f"{SLIPS}/1/huy", SLIPS, ly_do=" ")
    assert session.scalars(select(Slip.void_reason)).one() == ""
    press(desk, f"{SLIPS}/1/huy", SLIPS, ly_do="Cháu nhỏ vẽ lên")
    assert "Hủy: Cháu nhỏ vẽ lên" in desk.get(SLIPS).text


def test_a_call_entered_late_says_why_unless_a_slip_says_it(session: Session, desk: FlaskClient) -> None:
    this_morning = (right_now() + timedelta(hours=4)).strftime("%Y-%m-%dT%H:%M")  # three hours ago
    late = save(desk, gio_goi=this_morning)
    assert late.status_code == 422 and "vì sao ghi muộn" in late.text
    assert save(desk, gio_goi=this_morning, ly_do_muon="Mất điện").status_code == 303
    session.rollback()
    event = session.scalars(select(Event).where(Event.action == "call_logged")).one()
    assert event.details["reason"] == "Mất điện"
    press(desk, SLIPS, SLIPS, so_luong=1)
    by_slip = save(desk, ma_gui="phieu-0002", gio_goi=this_morning, so_phieu="1")
    assert by_slip.status_code == 303


def test_a_slip_that_is_used_is_said_beside_its_box(session: Session, desk: FlaskClient) -> None:
    press(desk, SLIPS, SLIPS, so_luong=1)
    save(desk, so_phieu="1")
    again = save(desk, ma_gui="phieu-0002", so_phieu="1")
    assert again.status_code == 422 and "đã nhập rồi" in again.text
    session.rollback()
    assert len(session.scalars(select(Case)).all()) == 1
