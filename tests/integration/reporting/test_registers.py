"""Books: the law's columns, no sealed row, no sender for who may not know, and the same numbers when asked again."""

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.handling.promises import pause_answer, resume_answer, zone_of
from feedback_service.pack.model import Pack
from feedback_service.records import Call, Case, Extension, Officer, Referral
from feedback_service.reporting.registers.asked import Asked, Book, PeriodWrong
from feedback_service.reporting.registers.register import Register, make_register
from feedback_service.reporting.registers.sheet import as_xlsx
from feedback_service.routing.transfer import transfer_case
from feedback_service.vocabulary import CallEnd, CallSource, Channel, NoCaseReason, Role
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer
from tests.builders.desk import at_desk, press

DAY = date(2026, 3, 2)
PAGE = "/can-bo/so-sach"


def a_book(
    session: Session, pack: Pack, officer: Officer, book: Book = Book.RECEPTION, as_of: date = DAY
) -> Register:
    return make_register(session, Asked(book, DAY, DAY, as_of, zone_of(pack)), officer, pack)


def at_the_counter(session: Session, pack: Pack, text: str = BROKEN_ROAD, **given: Any) -> Case:
    return a_case(session, pack, text, channel=Channel.COUNTER, name="H Mơ Niê", unit="KT", **given)


def test_the_reception_book_has_the_columns_of_the_law(session: Session, pack: Pack) -> None:
    case = at_the_counter(session, pack)
    case.people = 7
    session.flush()
    book = a_book(session, pack, an_officer(session, Role.CLERK, "VP"))
    assert [words for words, _ in book.columns][:4] == ["STT", "Ngày tiếp", "Họ tên", "Địa chỉ, số người"]
    (row,) = book.rows
    assert row[:3] == ("1", "02/03/2026", "H Mơ Niê")
    assert "7 người" in row[3]
    assert row[4] == BROKEN_ROAD
    assert row[-1] == case.code


def test_only_who_sees_senders_reads_them_in_a_book(session: Session, pack: Pack) -> None:
    at_the_counter(session, pack)
    for role, unit in ((Role.CLERK, "VP"), (Role.LEADER, "LD"), (Role.HEAD, "KT"), (Role.AUDITOR, "")):
        rows = a_book(session, pack, an_officer(session, role, unit)).rows
        assert ("H Mơ Niê" in str(rows)) is (role in {Role.CLERK, Role.LEADER}), role


def test_a_head_reads_the_book_of_his_own_unit(session: Session, pack: Pack) -> None:
    at_the_counter(session, pack)
    assert len(a_book(session, pack, an_officer(session, Role.HEAD, "KT")).rows) == 1
    assert a_book(session, pack, an_officer(session, Role.HEAD, "VHXH")).rows == []


def test_sealed_cases_are_a_number_for_leaders_and_nothing_for_others(session: Session, pack: Pack) -> None:
    a_case(session, pack, DENUNCIATION, channel=Channel.COUNTER)
    leader = a_book(session, pack, an_officer(session, Role.LEADER, "LD"))
    assert (leader.rows, leader.sealed) == ([], 1)
    clerk = a_book(session, pack, an_officer(session, Role.CLERK, "VP"))
    assert (clerk.rows, clerk.sealed) == ([], None)


def test_the_same_day_gives_the_same_book_whatever_came_after(session: Session, pack: Pack) -> None:
    case, clerk = at_the_counter(session, pack), an_officer(session, Role.CLERK, "VP")
    before = a_book(session, pack, clerk).rows
    later = NOW + timedelta(days=2)
    transfer_case(session, case, clerk, "VHXH", "nhầm đơn vị", pack, later)
    a_case(session, pack, now=later, channel=Channel.COUNTER, sent_at=NOW)  # entered two days late
    session.flush()
    assert a_book(session, pack, clerk).rows == before
    assert a_book(session, pack, clerk, as_of=date(2026, 3, 4)).rows != before


def test_a_head_keeps_the_row_of_a_case_that_left_and_not_its_words(session: Session, pack: Pack) -> None:
    case, head = at_the_counter(session, pack), an_officer(session, Role.HEAD, "KT")
    clerk = an_officer(session, Role.CLERK, "VP")
    transfer_case(session, case, clerk, "VHXH", "nhầm đơn vị", pack, NOW + timedelta(days=2))
    session.flush()
    (row,) = a_book(session, pack, head).rows
    assert BROKEN_ROAD not in row
    assert case.code not in row


def test_the_hotline_book_holds_calls_with_and_without_a_case(session: Session, pack: Pack) -> None:
    clerk = an_officer(session, Role.CLERK, "VP")
    case = a_case(session, pack, channel=Channel.HOTLINE, name="Ama Thuột", officer_id=clerk.id)
    sealed = a_case(session, pack, DENUNCIATION, channel=Channel.HOTLINE)
    for number, of, none in (("1", case, None), ("2", None, NoCaseReason.QUESTION), ("3", sealed, None)):
        session.add(
            Call(
                source=CallSource.HAND,
                source_id=number,
                caller="+84905123456",
                started_at=NOW,
                entered_at=NOW,
                end=CallEnd.ANSWERED,
                no_case=none,
                said="hỏi giờ làm việc" if none else "",
                officer_id=clerk.id,
                case_id=of.id if of else None,
            )
        )
    session.flush()
    rows = a_book(session, pack, clerk, Book.HOTLINE).rows
    assert [row[3] for row in rows] == ["Ama Thuột", ""]
    assert rows[1][5] == "hỏi giờ làm việc"
    assert rows[0][7] == clerk.name
    assert "+84905123456" not in str(
        a_book(session, pack, an_officer(session, Role.AUDITOR, ""), Book.HOTLINE).rows
    )


def test_the_transfer_book_knows_an_answer_from_its_day_on(session: Session, pack: Pack) -> None:
    case, clerk = at_the_counter(session, pack), an_officer(session, Role.CLERK, "VP")
    session.add(
        Referral(
            case_id=case.id,
            year=2026,
            number=1,
            unit_code="KT",
            summary="đường hỏng",
            sent_on=DAY,
            officer_id=clerk.id,
            answered_on=date(2026, 3, 9),
            answer="đã sửa",
        )
    )
    session.flush()
    (before,) = a_book(session, pack, clerk, Book.TRANSFERS).rows
    (after,) = a_book(session, pack, clerk, Book.TRANSFERS, date(2026, 3, 9)).rows
    assert before[1] == after[1] == "1/2026"
    assert (before[-1], after[-1]) == ("", "đã sửa")


def test_the_extension_book_and_the_limit_that_it_moved(session: Session, pack: Pack) -> None:
    case, head = at_the_counter(session, pack), an_officer(session, Role.HEAD, "KT")
    longer = Extension(
        case_id=case.id,
        promise_id=case.promises[-1].id,
        asked_at=NOW,
        asked_by=head.id,
        decided_at=NOW,
        decided_by=head.id,
        granted=True,
        reason="phải đo đạc",
        from_due_on=case.due_on,
        to_due_on=date(2026, 4, 1),
    )
    session.add(longer)
    session.flush()
    (row,) = a_book(session, pack, head, Book.EXTENSIONS).rows
    assert row[5] == "phải đo đạc"
    assert row[-1] == "cho gia hạn"
    (received,) = a_book(session, pack, head).rows
    assert "hạn 01/04/2026" in received[7]


def test_a_pause_that_had_ended_moves_the_limit_in_the_book(session: Session, pack: Pack) -> None:
    case, clerk = at_the_counter(session, pack), an_officer(session, Role.CLERK, "VP")
    first = case.promises[-1].due_on
    pause_answer(case, NOW + timedelta(days=1))
    resume_answer(case, pack, NOW + timedelta(days=3))
    session.flush()
    moved = case.promises[-1].due_on
    assert moved > first
    (then,) = a_book(session, pack, clerk, as_of=date(2026, 3, 4)).rows
    (after,) = a_book(session, pack, clerk, as_of=date(2026, 3, 6)).rows
    assert f"hạn {first:%d/%m/%Y}" in then[7]
    assert f"hạn {moved:%d/%m/%Y}" in after[7]


def test_the_xlsx_opens_with_the_nations_head_and_no_formula(session: Session, pack: Pack) -> None:
    at_the_counter(session, pack, "=HYPERLINK(0) đường thôn 5 hỏng \x07 nặng")
    book = a_book(session, pack, an_officer(session, Role.CLERK, "VP"))
    content = as_xlsx(book, pack)
    assert content == as_xlsx(book, pack)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in cells
    assert any(words.startswith("=HYPERLINK(0)") for words in cells)
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")


@pytest.mark.parametrize("days", [(1, 2, 1), (3, 2, 5)])
def test_a_period_runs_forward_and_ends_by_the_day_of_the_book(
    pack: Pack, days: tuple[int, int, int]
) -> None:
    first, last, as_of = (date(2026, 3, day) for day in days)
    with pytest.raises(PeriodWrong):
        Asked(Book.HOTLINE, first, last, as_of, zone_of(pack))


def test_the_page_shows_the_book_and_hands_it_out(app: Flask, session: Session, pack: Pack) -> None:
    at_the_counter(session, pack)
    clerk, admin = an_officer(session, Role.CLERK, "VP"), an_officer(session, Role.ADMIN, "")
    session.commit()
    desk = at_desk(app, clerk)
    asked = f"{PAGE}?so=tiep-dan&tu=2026-03-02&den=2026-03-02"
    assert "H Mơ Niê" in desk.get(asked).text
    taken = press(desk, f"{PAGE}/tai-ve", asked, so="tiep-dan", tu="2026-03-02", den="2026-03-02")
    assert openpyxl.load_workbook(io.BytesIO(taken.data)).active is not None
    assert desk.get(f"{PAGE}?tu=2026-03-09&den=2026-03-02").status_code == 422
    assert desk.get(f"{PAGE}?tu=x").status_code == 422
    assert at_desk(app, admin).get(PAGE).status_code == 403
