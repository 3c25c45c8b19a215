"""What is typed while talking is there after a crash, for who typed it and until it is logged."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from feedback_service.intake.calls.drafts import KEPT_FOR, forget_sheets, keep_sheet, unfinished_sheets
from feedback_service.pack.model import Pack
from feedback_service.records import CallSheet, Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.hotline import SAID, SHEET, boxes, save

KEEP = f"{SHEET}/nhap"


def kept(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(CallSheet)) or 0


def test_a_sheet_is_kept_and_opened_again_word_for_word(session: Session, desk: FlaskClient) -> None:
    press(desk, KEEP, SHEET, **boxes(dia_diem="rẫy sau nhà văn hóa", nguy="1", da_bao=["113"]))
    fresh = desk.get(SHEET).text
    assert "Phiếu đang dở" in fresh and f"{SHEET}?phieu=phieu-0001" in fresh
    again = desk.get(f"{SHEET}?phieu=phieu-0001").text
    assert SAID in again and "rẫy sau nhà văn hóa" in again and 'value="phieu-0001"' in again
    assert 'name="da_bao" value="113" checked' in again


def test_the_script_hears_when_it_was_kept(session: Session, desk: FlaskClient) -> None:
    token = re.findall(r'name="csrf_token" value="([^"]+)"', desk.get(SHEET).text)[0]
    json = {"Accept": "application/json"}
    answer = desk.post(KEEP, data={"csrf_token": token, **boxes()}, headers=json).get_json()
    assert answer["saved"] and answer["said"].startswith("Đã lưu nháp ")
    assert kept(session) == 1


def test_the_words_are_sealed_in_the_database(session: Session, desk: FlaskClient) -> None:
    press(desk, KEEP, SHEET, **boxes())
    session.rollback()
    assert "rông".encode() not in bytes(session.execute(text("SELECT fields FROM call_sheets")).scalar_one())


def test_an_empty_sheet_is_not_kept(session: Session, desk: FlaskClient) -> None:
    press(desk, KEEP, SHEET, **boxes(noi_dung="", ho_ten="", dien_thoai=""))
    assert kept(session) == 0


def test_what_is_logged_is_no_draft_any_more_and_a_late_save_does_not_bring_it_back(
    session: Session, desk: FlaskClient
) -> None:
    press(desk, KEEP, SHEET, **boxes())
    save(desk)
    assert kept(session) == 0
    press(desk, KEEP, SHEET, **boxes())
    assert kept(session) == 0


def test_a_sheet_can_be_thrown_away(session: Session, desk: FlaskClient) -> None:
    press(desk, KEEP, SHEET, **boxes())
    press(desk, f"{KEEP}/phieu-0001/bo", SHEET)
    assert kept(session) == 0


def test_nobody_opens_or_overwrites_another_s_sheet(
    app: Flask, session: Session, pack: Pack, desk: FlaskClient
) -> None:
    press(desk, KEEP, SHEET, **boxes())
    other = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    session.commit()
    stranger = at_desk(app, other)
    assert SAID not in stranger.get(f"{SHEET}?phieu=phieu-0001").text
    press(stranger, KEEP, SHEET, **boxes(noi_dung="Chữ của người khác"))
    press(stranger, f"{KEEP}/phieu-0001/bo", SHEET)
    assert SAID in desk.get(f"{SHEET}?phieu=phieu-0001").text


def test_it_is_shown_for_a_week_and_then_forgotten(session: Session, officer: Officer) -> None:
    keep_sheet(session, officer, "hotline:phieu-0001", {"noi_dung": SAID}, NOW)
    forget_sheets(session, now=NOW + KEPT_FOR)
    assert [one.began for one in unfinished_sheets(session, officer)] == [SAID]
    forget_sheets(session, now=NOW + KEPT_FOR + timedelta(minutes=1))
    assert unfinished_sheets(session, officer) == []
