"""Settings: the administrator changes officers and reads the rest; cases are not there to be read."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Notification, Officer
from feedback_service.settings.unverified import count_unverified
from feedback_service.vocabulary import Role
from tests.builders.cases import BROKEN_ROAD, a_case, an_officer
from tests.builders.desk import at_desk, press

SETTINGS = "/can-bo/quan-tri"
OFFICERS = f"{SETTINGS}/can-bo"
NEW = {"ho_ten": "Lê Thị Mơ", "email": "Mo.Le@xa.gov.vn", "vai_tro": "officer", "don_vi": "KT"}


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, pack.commune.triage_unit)


@pytest.fixture
def admin(app: Flask, session: Session, officer: Officer) -> FlaskClient:
    session.commit()
    return at_desk(app, officer)


def test_what_nobody_confirmed_is_counted_on_top(admin: FlaskClient, pack: Pack) -> None:
    unconfirmed = sum(section.unverified for section in count_unverified(pack))
    assert f"Còn {unconfirmed} mục chưa kiểm chứng" in admin.get(SETTINGS).text


def test_every_section_of_the_pack_marks_what_nobody_confirmed(admin: FlaskClient, pack: Pack) -> None:
    for section in count_unverified(pack):
        page = admin.get(f"{SETTINGS}/danh-muc/{section.section}")
        assert page.status_code == 200
        assert ('class="unverified"' in page.text) == bool(section.unverified)


def test_a_section_that_is_none_is_not_found(admin: FlaskClient) -> None:
    assert admin.get(f"{SETTINGS}/danh-muc/bi-mat").status_code == 404


def test_a_new_officer_gets_a_link_that_is_shown_once(session: Session, admin: FlaskClient) -> None:
    page = press(admin, OFFICERS, OFFICERS, **NEW)
    link = re.search(r"http://localhost(/can-bo/dat-mat-khau/\S+?)<", page.text)
    assert link and admin.application.test_client().get(link[1]).status_code == 200
    assert "dat-mat-khau" not in admin.get(OFFICERS).text
    added = session.scalars(select(Officer).where(Officer.email == "mo.le@xa.gov.vn")).one()
    assert (added.role, added.unit_code, added.password) == (Role.OFFICER, "KT", None)


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("ho_ten", "", "Xin ghi họ và tên"),
        ("email", "mo", "Địa chỉ thư này chưa đúng"),
        ("don_vi", "", "Vai trò này cần một đơn vị"),
    ],
)
def test_what_is_missing_is_said_beside_its_box(admin: FlaskClient, box: str, typed: str, said: str) -> None:
    page = press(admin, OFFICERS, OFFICERS, **{**NEW, box: typed})
    assert page.status_code == 422 and said in page.text


def test_an_address_is_one_officer(admin: FlaskClient) -> None:
    press(admin, OFFICERS, OFFICERS, **NEW)
    assert press(admin, OFFICERS, OFFICERS, **NEW).status_code == 422


def test_a_closed_account_is_out_at_once_and_may_come_back(
    app: Flask, session: Session, admin: FlaskClient
) -> None:
    colleague = an_officer(session, Role.CLERK, "VP")
    session.commit()
    browser = at_desk(app, colleague)
    assert browser.get("/can-bo/duong-day-nong").status_code == 200
    press(admin, f"{OFFICERS}/{colleague.id}/khoa", OFFICERS)
    assert browser.get("/can-bo/duong-day-nong").status_code == 302
    press(admin, f"{OFFICERS}/{colleague.id}/mo", OFFICERS)
    session.refresh(colleague)
    assert colleague.active


def test_nobody_closes_himself(session: Session, admin: FlaskClient, officer: Officer) -> None:
    assert press(admin, f"{OFFICERS}/{officer.id}/khoa", OFFICERS).status_code == 409


def test_messages_are_shown_without_whom_and_what_would_open_the_case(
    session: Session, pack: Pack, admin: FlaskClient
) -> None:
    case = a_case(session, pack)
    message = session.scalars(select(Notification)).one()
    message.provider = "console"
    session.commit()
    page = admin.get(f"{SETTINGS}/tin-gui-di").text
    pin = re.search(r"PIN (\d{4})", message.body)
    assert pin and f"PIN {pin[1]}" not in page and "PIN ••••" in page
    assert "+84905123456" not in page and case.code not in page


def test_the_words_of_a_message_that_was_sent_are_not_shown(
    session: Session, pack: Pack, admin: FlaskClient
) -> None:
    a_case(session, pack)
    session.scalars(select(Notification)).one().provider = "another"
    session.commit()
    assert "PIN •" not in admin.get(f"{SETTINGS}/tin-gui-di").text


def test_no_page_of_the_settings_tells_of_a_case(session: Session, pack: Pack, admin: FlaskClient) -> None:
    case = a_case(session, pack)
    session.commit()
    for page in ("", "/can-bo", "/tin-gui-di"):
        text = admin.get(SETTINGS + page).text
        assert case.code not in text and BROKEN_ROAD not in text


def test_the_auditor_reads_and_changes_nothing(app: Flask, session: Session, pack: Pack) -> None:
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    browser = at_desk(app, auditor)
    assert browser.get(OFFICERS).status_code == 200
    assert press(browser, OFFICERS, OFFICERS, **NEW).status_code == 403


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.HEAD, Role.PUBLISHER, Role.LEADER])
def test_nobody_else_opens_the_settings(app: Flask, session: Session, pack: Pack, role: Role) -> None:
    colleague = an_officer(session, role, "KT")
    session.commit()
    browser = at_desk(app, colleague)
    assert {browser.get(SETTINGS + page).status_code for page in ("", "/can-bo", "/tin-gui-di")} == {403}
