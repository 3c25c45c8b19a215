"""What helpers and followers of referrals see and press."""

from io import BytesIO

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Officer
from feedback_service.records.desk import CaseTask, Referral
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import act, at_desk, press
from tests.builders.together import asked, referred


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    found = a_case(session, pack)
    found.unit_code = "KT"
    return found


@pytest.fixture
def desk(app: Flask, session: Session, clerk: Officer, case: Case) -> FlaskClient:
    session.commit()
    return at_desk(app, clerk)


def page_of(case: Case, browser: FlaskClient) -> str:
    return browser.get(f"/can-bo/ho-so/{case.code}").text


def scan() -> tuple[BytesIO, str]:
    return BytesIO(b"%PDF-1.4 a letter"), "tra-loi.pdf"


def fresh(session: Session, case: Case) -> Case:
    session.rollback()
    session.refresh(case)
    return case


def test_a_unit_is_asked_and_answers_on_the_page(
    app: Flask, session: Session, desk: FlaskClient, case: Case
) -> None:
    given = {"viec_nho": "Xem danh sách hộ nghèo", "don_vi_giup": "VHXH", "ngay_xong": "2099-01-31"}
    assert act(desk, case, "phoi-hop", **given).status_code == 303
    task = session.scalars(select(CaseTask)).one()
    helper = an_officer(session, unit="VHXH")
    session.commit()
    helping = at_desk(app, helper)
    page = page_of(case, helping)
    assert "Xem danh sách hộ nghèo" in page and "Đã làm xong" in page and "Trình duyệt" not in page
    done = act(helping, case, f"phoi-hop/{task.id}/xong", **{f"ket_qua_{task.id}": "Có tên trong danh sách"})
    assert done.status_code == 303
    assert "Có tên trong danh sách" in page_of(case, desk)


def test_what_was_typed_stays_when_it_cannot_be_asked(desk: FlaskClient, case: Case) -> None:
    answer = act(
        desk, case, "phoi-hop", viec_nho="Xem giúp việc này", don_vi_giup="VHXH", ngay_xong="2020-01-01"
    )
    assert answer.status_code == 422
    assert "Xem giúp việc này" in answer.text and "2020-01-01" in answer.text


@pytest.mark.parametrize("day", ["", "ngày mai", "9999-99-99"])
def test_a_day_must_be_a_day(desk: FlaskClient, case: Case, day: str) -> None:
    assert act(desk, case, "phoi-hop", viec_nho="Xem", don_vi_giup="VHXH", ngay_xong=day).status_code == 422


def test_a_unit_that_was_not_asked_finds_no_case(
    app: Flask, session: Session, pack: Pack, clerk: Officer, case: Case
) -> None:
    task = asked(session, case, clerk, pack)
    stranger = an_officer(session, unit="CA")
    session.commit()
    browser = at_desk(app, stranger)
    assert browser.get(f"/can-bo/ho-so/{case.code}").status_code == 404
    finished = press(browser, f"/can-bo/ho-so/{case.code}/phoi-hop/{task.id}/xong")
    assert finished.status_code == 404


def test_a_transfer_outside_shows_its_slip_and_its_letters(
    session: Session, desk: FlaskClient, case: Case
) -> None:
    assert act(desk, case, "chuyen", don_vi_moi="DIENLUC", ly_do_chuyen="lưới điện").status_code == 303
    slip = session.scalars(select(Referral)).one()
    page = page_of(case, desk)
    assert f"Phiếu chuyển số {slip.number}/{slip.year}" in page
    address = f"/can-bo/ho-so/{case.code}/phieu-chuyen/{slip.id}"
    words = [line.text for line in docx.Document(BytesIO(desk.get(f"{address}/phieu.docx").data)).paragraphs]
    assert "PHIẾU CHUYỂN" in words and "Kính gửi: Công ty Điện lực Đắk Lắk" in words
    assert desk.get(f"{address}/phieu.pdf").data.startswith(b"%PDF")
    assert desk.get(f"{address}/don-doc.docx").data.startswith(b"PK")
    assert desk.get(f"{address}/phieu.exe").status_code == 404


def test_the_letter_does_not_name_the_sender(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    case = a_case(session, pack, name="Nguyễn Thị Bí Mật")
    slip = referred(session, case, clerk, pack)
    session.commit()
    desk = at_desk(app, clerk)
    letter = desk.get(f"/can-bo/ho-so/{case.code}/phieu-chuyen/{slip.id}/phieu.docx").data
    document = docx.Document(BytesIO(letter))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([*(line.text for line in document.paragraphs), *cells])
    assert case.code in words and "Bí Mật" not in words and "905123456" not in words


def test_a_slip_of_another_case_is_none(
    session: Session, pack: Pack, app: Flask, clerk: Officer, case: Case
) -> None:
    slip = referred(session, a_case(session, pack), clerk, pack)
    session.commit()
    desk = at_desk(app, clerk)
    assert desk.get(f"/can-bo/ho-so/{case.code}/phieu-chuyen/{slip.id}/phieu.docx").status_code == 404


def test_an_overdue_slip_stands_above_the_queue_and_on_its_list(
    app: Flask, session: Session, pack: Pack, clerk: Officer, case: Case
) -> None:
    referred(session, case, clerk, pack)  # in March; nobody answered
    leader = an_officer(session, Role.LEADER, "LD")
    other = an_officer(session, unit="CA")
    session.commit()
    for who in (clerk, leader):
        queue = at_desk(app, who).get("/can-bo/hang-doi").text
        assert "quá hạn phúc đáp" in queue and case.code in queue
    assert case.code in at_desk(app, clerk).get("/can-bo/phieu-chuyen?loc=qua-han").text
    assert case.code not in at_desk(app, clerk).get("/can-bo/phieu-chuyen?loc=da-xong").text
    assert "quá hạn phúc đáp" not in at_desk(app, other).get("/can-bo/hang-doi").text
    assert at_desk(app, other).get("/can-bo/phieu-chuyen").status_code == 403


def test_the_reply_is_taken_in_on_the_page(
    session: Session, pack: Pack, desk: FlaskClient, clerk: Officer, case: Case
) -> None:
    slip = referred(session, case, clerk, pack)
    session.commit()
    assert act(desk, case, f"phieu-chuyen/{slip.id}/don-doc").status_code == 303
    assert act(desk, fresh(session, case), f"phieu-chuyen/{slip.id}/phuc-dap", phuc_dap="").status_code == 422
    assert (
        act(
            desk, case, f"phieu-chuyen/{slip.id}/phuc-dap", phuc_dap="Đã thay bóng", tep_phuc_dap=scan()
        ).status_code
        == 303
    )
    assert fresh(session, case).status == Status.IN_PROGRESS
    assert session.scalars(select(Attachment.officer_id).where(Attachment.case_id == case.id)).all() == [
        clerk.id
    ]
    page = page_of(case, desk)
    assert "Đã thay bóng" in page and "Hồ sơ trở lại xã, làm tiếp" in page


def test_it_is_taken_back_and_corrected_on_the_page(
    session: Session, pack: Pack, desk: FlaskClient, clerk: Officer, case: Case
) -> None:
    slip = referred(session, case, clerk, pack)
    session.commit()
    said = {"noi_dung_chuyen": "Đèn đường tắt", "gui_kem": "01 ảnh", "phuc_dap_truoc": "2099-02-03"}
    assert act(desk, case, f"phieu-chuyen/{slip.id}/sua", **said).status_code == 303
    assert "Đèn đường tắt" in page_of(fresh(session, case), desk)
    assert act(desk, case, f"phieu-chuyen/{slip.id}/tra-ve", ly_do_tra_ve="nhầm nơi").status_code == 303
    assert fresh(session, case).unit_code == "KT"
