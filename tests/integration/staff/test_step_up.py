"""What is delicate asks again who sits here, and what was typed is not lost over it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.clock import now as this_moment
from feedback_service.pack.model import Pack
from feedback_service.records import DutyPhone, Officer, OfficerSession
from feedback_service.staff.passwords import hashed
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.desk import PASSWORD, at_desk, press
from tests.builders.factors import code, with_app

OFFICERS = "/can-bo/quan-tri/can-bo"
NEW = {"ho_ten": "Lê Thị Mơ <b>", "email": "moi@eaknop.example", "vai_tro": "clerk", "don_vi": ""}


@pytest.fixture
def admin(session: Session, pack: Pack) -> Officer:
    return with_app(session, an_officer(session, Role.ADMIN, "VP", password=hashed(PASSWORD)))


@pytest.fixture
def browser(app: Flask, session: Session, admin: Officer) -> FlaskClient:
    """Signed in an hour ago, and at work ever since."""
    desk = at_desk(app, admin)
    session.execute(update(OfficerSession).values(proved_at=this_moment() - timedelta(hours=1)))
    session.commit()
    return desk


def officers(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Officer)) or 0


def send_on(browser: FlaskClient, asked: TestResponse, **proof: str) -> TestResponse:
    """Sends the form of the page that asks, as it stands, with the proof."""
    form = BeautifulSoup(asked.text, "html.parser").select_one("main form")
    assert form
    fields = {
        str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]:not([disabled])")
    }
    return browser.post(str(form["action"]), data={**fields, **proof})


def test_a_form_of_the_settings_waits_for_the_proof_and_then_does_what_was_typed(
    session: Session, browser: FlaskClient
) -> None:
    asked = press(browser, OFFICERS, OFFICERS, **NEW)
    assert asked.status_code == 403 and officers(session) == 1
    assert send_on(browser, asked, xm_ma=code()).status_code == 200
    assert officers(session) == 2
    assert session.scalars(select(Officer.name).order_by(Officer.id.desc())).first() == "Lê Thị Mơ <b>"


def test_a_wrong_code_does_nothing_and_keeps_what_was_typed(session: Session, browser: FlaskClient) -> None:
    asked = press(browser, OFFICERS, OFFICERS, **NEW)
    again = send_on(browser, asked, xm_ma="000000")
    assert again.status_code == 403 and "moi@eaknop.example" in again.text
    assert officers(session) == 1


def test_the_proof_is_good_for_a_quarter_of_an_hour(session: Session, browser: FlaskClient) -> None:
    send_on(browser, press(browser, OFFICERS, OFFICERS, **NEW), xm_ma=code())
    assert press(browser, OFFICERS, OFFICERS, **{**NEW, "email": "hai@eaknop.example"}).status_code == 200
    session.execute(update(OfficerSession).values(proved_at=this_moment() - timedelta(minutes=16)))
    session.commit()
    assert press(browser, OFFICERS, OFFICERS, **{**NEW, "email": "ba@eaknop.example"}).status_code == 403


def test_every_form_of_the_settings_asks(session: Session, app: Flask, browser: FlaskClient) -> None:
    """One rule for the address, and none that a view could forget."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/can-bo/quan-tri")]
    forms = [rule.rule for rule in rules if "POST" in (rule.methods or ()) and "<" not in rule.rule]
    assert len(forms) >= 4
    for address in forms:
        answer = press(browser, address, OFFICERS)
        assert answer.status_code == 403, address
    assert not session.scalars(select(DutyPhone)).all()


def test_a_page_comes_back_after_the_proof(session: Session, browser: FlaskClient) -> None:
    wanted = "/can-bo/tai-khoan/lop-hai"
    asked = browser.get(wanted)
    assert asked.status_code == 303
    assert send_on(browser, browser.get(asked.location), xm_ma=code()).location == wanted


def test_after_the_proof_one_goes_nowhere_else(browser: FlaskClient) -> None:
    asked = browser.get("/can-bo/xac-minh?next=https://evil.example/can-bo/")
    assert send_on(browser, asked, xm_ma=code()).location == "/can-bo/hang-doi"


def test_a_made_up_officer_presses_once(session: Session, browser: FlaskClient, admin: Officer) -> None:
    admin.demo, admin.totp_since, admin.totp_secret = True, None, None
    session.commit()
    asked = press(browser, OFFICERS, OFFICERS, **NEW)
    assert asked.status_code == 403
    assert send_on(browser, asked).status_code == 200


def test_a_click_proves_nobody_who_has_a_factor(session: Session, browser: FlaskClient) -> None:
    asked = press(browser, OFFICERS, OFFICERS, **NEW)
    assert send_on(browser, asked, xm_bam="1").status_code == 403
    assert officers(session) == 1


def test_without_a_factor_it_is_the_password(session: Session, browser: FlaskClient, admin: Officer) -> None:
    admin.totp_since, admin.totp_secret = None, None
    session.commit()
    asked = press(browser, OFFICERS, OFFICERS, **NEW)
    assert send_on(browser, asked, xm_mat_khau=PASSWORD).status_code == 200
    assert officers(session) == 2
