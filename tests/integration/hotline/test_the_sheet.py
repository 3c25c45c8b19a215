"""The sheet in a browser: what was typed stays, twice is once, and the slip is ready to be dictated."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.clock import now as right_now
from feedback_service.intake.dictation import spoken_code
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.desk import at_desk, press

SHEET = "/can-bo/duong-day-nong"
SAID = "Bò nhà bên thả rông ăn hết hai sào bắp"


@pytest.fixture
def clerk(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    session.commit()
    return at_desk(app, officer)


def boxes(**given: object) -> dict[str, object]:
    called = (right_now() + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M")
    usual = {"ma_gui": "phieu-0001", "noi_dung": SAID, "gio_goi": called, "ho_ten": "chị Hạnh"}
    return {**usual, "dien_thoai": "0912 000 345", "nguy": "0", "ket_qua": "to_unit", **given}


def save(client: FlaskClient, **given: object) -> TestResponse:
    return press(client, SHEET, SHEET, **boxes(**given))


def cases(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Case)) or 0


def test_a_call_ends_on_a_slip_with_the_code_to_dictate(session: Session, clerk: FlaskClient) -> None:
    answer = save(clerk)
    assert answer.status_code == 303
    slip = clerk.get(answer.location)
    code = session.scalars(select(Case.code)).one()
    assert code in slip.text and spoken_code(code) in slip.text


def test_the_same_sheet_twice_opens_one_case(session: Session, clerk: FlaskClient) -> None:
    assert save(clerk).location == save(clerk).location
    assert cases(session) == 1


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("noi_dung", "  ", "Xin ghi người gọi nói chuyện gì"),
        ("dien_thoai", "12x", "Số này chưa gọi được"),
        ("gio_goi", "hôm qua", "Ngày giờ chưa đúng"),
        ("gio_goi", "", "Xin ghi cuộc gọi đến lúc nào"),
        ("gio_goi", "2199-01-01T08:00", "nằm ở tương lai"),
        ("gio_goi", "2020-01-01T08:00", "quá 30 ngày"),
        ("don_vi", "khong-co", "Xin chọn trong danh sách"),
        ("ma_gui", "", "Phiếu này không hợp lệ"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    session: Session, clerk: FlaskClient, box: str, typed: str, said: str
) -> None:
    answer = save(clerk, dia_diem="rẫy sau nhà văn hóa", **{box: typed})
    assert answer.status_code == 422
    assert said in answer.text and "rẫy sau nhà văn hóa" in answer.text
    assert cases(session) == 0


def test_a_call_back_needs_an_hour_to_come_and_a_number(session: Session, clerk: FlaskClient) -> None:
    assert "Xin ghi hẹn gọi lại trước mấy giờ" in save(clerk, ket_qua="call_back").text
    assert "đã qua" in save(clerk, ket_qua="call_back", goi_lai="2020-01-01T08:00").text
    nobody = save(clerk, ket_qua="call_back", goi_lai="2199-01-01T08:00", dien_thoai="")
    assert "cần số điện thoại" in nobody.text


def test_an_answer_on_the_phone_has_to_be_written_down(session: Session, clerk: FlaskClient) -> None:
    assert save(clerk, ket_qua="answered").status_code == 422
    assert save(clerk, ket_qua="answered", tra_loi="Mang giấy tới quầy số 2.").status_code == 303


def test_a_denunciation_is_not_answered_on_the_phone(session: Session, clerk: FlaskClient) -> None:
    accused = "Tôi tố cáo ông trưởng thôn ăn chặn tiền hỗ trợ hộ nghèo"
    answer = save(clerk, noi_dung=accused, ket_qua="answered", tra_loi="Dạ.")
    assert (answer.status_code, cases(session)) == (422, 0)
    assert "người được giao riêng" in answer.text


def test_looking_at_the_suggestion_saves_nothing(session: Session, clerk: FlaskClient) -> None:
    answer = save(clerk, xem="1")
    assert (answer.status_code, cases(session)) == (200, 0)
    assert SAID in answer.text and "Đọc lại cho bà con nghe" in answer.text


def test_words_of_danger_put_the_steps_on_the_sheet(clerk: FlaskClient) -> None:
    hidden = re.compile(r"<div data-danger hidden")
    assert hidden.search(save(clerk, xem="1").text)
    assert not hidden.search(save(clerk, xem="1", noi_dung="Cháy rừng lớn lắm, cứu với").text)


def test_another_matter_of_the_same_call_knows_the_caller(session: Session, clerk: FlaskClient) -> None:
    save(clerk)
    code = session.scalars(select(Case.code)).one()
    again = clerk.get(f"{SHEET}?tiep={code}").text
    assert (
        "chị Hạnh" in again
        and "0912 000 345" in again
        and SAID not in re.sub(r"<ul.*", "", again, flags=re.S)
    )
    slip = clerk.get(save(clerk, ma_gui="phieu-0002", noi_dung="Đèn đường tắt cả tuần", tiep=code).location)
    assert code in slip.text


def test_nobody_else_gets_the_caller_by_naming_a_code(
    app: Flask, session: Session, pack: Pack, clerk: FlaskClient
) -> None:
    save(clerk)
    code = session.scalars(select(Case.code)).one()
    other = an_officer(session, Role.HEAD, "YT")
    session.commit()
    assert "chị Hạnh" not in at_desk(app, other).get(f"{SHEET}?tiep={code}").text
    assert at_desk(app, other).get(f"{SHEET}/{code}").status_code == 404


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR, Role.PUBLISHER])
def test_who_takes_no_calls_sees_no_sheet(app: Flask, session: Session, pack: Pack, role: Role) -> None:
    officer = an_officer(session, role, "VHXH")
    session.commit()
    assert at_desk(app, officer).get(SHEET).status_code == 403
