"""Sessions are seen and ended from elsewhere; they end by themselves; reading a page writes nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now as this_moment
from feedback_service.pack.model import Pack
from feedback_service.records import Officer, OfficerSession
from feedback_service.staff.mails import DIGEST, MENTIONED, wants
from feedback_service.staff.passwords import hashed
from feedback_service.staff.sessions import LONGEST
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.desk import PASSWORD, at_desk, press
from tests.builders.factors import with_app

ACCOUNT = "/can-bo/tai-khoan"
DESK = "/can-bo/hang-doi"


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return with_app(session, an_officer(session, Role.CLERK, "VP", password=hashed(PASSWORD)))


def is_in(browser: FlaskClient) -> bool:
    return browser.get(DESK).status_code == 200


def rows(session: Session) -> list[OfficerSession]:
    session.rollback()
    return list(session.scalars(select(OfficerSession).order_by(OfficerSession.id)))


def change(session: Session, **columns: object) -> None:
    """Of the only session there is."""
    [row] = rows(session)
    for name, value in columns.items():
        setattr(row, name, value)
    session.commit()


def test_the_database_holds_no_token(app: Flask, session: Session, officer: Officer) -> None:
    browser = at_desk(app, officer)
    with browser.session_transaction() as cookie:
        assert rows(session)[0].token_hash != cookie["token"]


def test_one_session_ends_another(app: Flask, session: Session, officer: Officer) -> None:
    here, there = at_desk(app, officer), at_desk(app, officer)
    press(here, f"{ACCOUNT}/phien/{rows(session)[1].id}/ket-thuc", ACCOUNT)
    assert (is_in(here), is_in(there)) == (True, False)


def test_all_others_end_at_once(app: Flask, officer: Officer) -> None:
    here, *others = (at_desk(app, officer) for _ in range(3))
    press(here, f"{ACCOUNT}/phien/ket-thuc-khac", ACCOUNT)
    assert is_in(here) and not any(is_in(other) for other in others)


def test_nobody_ends_the_session_of_somebody_else(app: Flask, session: Session, officer: Officer) -> None:
    theirs = an_officer(session, Role.CLERK, "VP")
    session.commit()
    mine, other = at_desk(app, officer), at_desk(app, theirs)
    press(mine, f"{ACCOUNT}/phien/{rows(session)[1].id}/ket-thuc", ACCOUNT)
    assert is_in(other)


def test_a_cookie_from_before_the_sign_out_opens_nothing(app: Flask, officer: Officer) -> None:
    browser = at_desk(app, officer)
    kept = browser.get_cookie("phien")
    assert kept
    press(browser, "/can-bo/dang-xuat")
    browser.set_cookie("phien", kept.value)
    assert not is_in(browser)


def test_a_session_ends_after_a_long_day_however_busy(app: Flask, session: Session, officer: Officer) -> None:
    browser = at_desk(app, officer)
    change(session, started_at=this_moment() - LONGEST)
    assert not is_in(browser)


def test_reading_writes_nothing(app: Flask, session: Session, officer: Officer) -> None:
    browser, early = at_desk(app, officer), this_moment() - timedelta(minutes=20)
    change(session, seen_at=early)
    assert is_in(browser)
    assert rows(session)[0].seen_at == early


def test_a_form_is_noted_at_most_once_a_minute(app: Flask, session: Session, officer: Officer) -> None:
    browser = at_desk(app, officer)
    fresh = rows(session)[0].seen_at
    press(browser, f"{ACCOUNT}/phien/ket-thuc-khac", ACCOUNT)
    assert rows(session)[0].seen_at == fresh
    change(session, seen_at=fresh - timedelta(minutes=2))
    press(browser, f"{ACCOUNT}/phien/ket-thuc-khac", ACCOUNT)
    assert rows(session)[0].seen_at >= fresh


def test_the_list_names_the_device(app: Flask, officer: Officer) -> None:
    browser = at_desk(app, officer)
    page = browser.get(ACCOUNT).text
    assert "máy này" in page and "máy không rõ" in page


def test_a_new_password_ends_the_other_sessions(app: Flask, session: Session, officer: Officer) -> None:
    here, there = at_desk(app, officer), at_desk(app, officer)
    answer = press(here, f"{ACCOUNT}/mat-khau", ACCOUNT, now=PASSWORD, password="năm cây cầu qua sông")
    assert answer.status_code == 303
    assert (is_in(here), is_in(there)) == (True, False)


def test_a_new_password_needs_the_one_in_use(app: Flask, officer: Officer) -> None:
    answer = press(
        at_desk(app, officer), f"{ACCOUNT}/mat-khau", ACCOUNT, now="sai", password="năm cây cầu qua sông"
    )
    assert answer.status_code == 422


def test_the_last_factor_stays(app: Flask, session: Session, officer: Officer) -> None:
    assert press(at_desk(app, officer), f"{ACCOUNT}/ung-dung/bo", ACCOUNT).status_code == 409
    session.refresh(officer)
    assert officer.totp_since


def test_whoever_is_locked_is_out_at_once(app: Flask, session: Session, officer: Officer) -> None:
    browser = at_desk(app, officer)
    officer.locked_at = this_moment()
    session.commit()
    assert not is_in(browser)


def test_an_officer_says_which_mails_to_send(app: Flask, session: Session, officer: Officer) -> None:
    account = "/can-bo/tai-khoan"
    browser = at_desk(app, officer)
    assert browser.get(account).text.count('name="thu"') == 2
    assert press(browser, f"{account}/thu", account, thu="mentioned").status_code == 303
    session.refresh(officer)
    assert (wants(officer, DIGEST), wants(officer, MENTIONED)) == (False, True)
