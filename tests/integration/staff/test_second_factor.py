"""The second step: everybody sets one up, a code works once, and recovery codes help when the phone is lost."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Officer, RecoveryCode
from feedback_service.staff.factors import recovery
from feedback_service.staff.guessing import FREE_ATTEMPTS
from feedback_service.staff.passwords import hashed
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.desk import PASSWORD, Browser, press
from tests.builders.factors import SECOND, SET_UP, SIGN_IN, code, give_password, secret_offered, with_app

DESK = "/can-bo/hang-doi"
EMAIL = "mo@eaknop.example"


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    known = an_officer(session, Role.ADMIN, "VP", email=EMAIL, password=hashed(PASSWORD))
    session.commit()
    return known


def second(client: FlaskClient, given: str) -> int:
    return press(client, SECOND, SECOND, xm_ma=given).status_code


def test_whoever_has_no_factor_is_led_to_set_one_up(client: FlaskClient, officer: Officer) -> None:
    assert give_password(client, EMAIL).location == SET_UP
    assert client.get(DESK).status_code == 302
    assert client.get(SECOND).status_code == 200


def test_a_first_code_confirms_the_app_and_opens_the_desk(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    give_password(client, EMAIL)
    shown = press(client, SET_UP, SET_UP, xm_ma=code(secret=secret_offered(client)))
    assert len(re.findall(r"<code>[a-z2-9]{5}-[a-z2-9]{5}</code>", shown.text)) == 10
    assert client.get(DESK).status_code == 200


def test_a_wrong_first_code_confirms_nothing_and_the_square_stays(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    give_password(client, EMAIL)
    offered = secret_offered(client)
    assert press(client, SET_UP, SET_UP, xm_ma=code(20, offered)).status_code == 422
    assert secret_offered(client) == offered
    assert client.get(DESK).status_code == 302


def test_the_secret_is_sealed_in_the_database(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    with_app(session, officer)
    raw = session.connection().exec_driver_sql("SELECT totp_secret FROM officers").scalar_one()
    assert officer.totp_secret and officer.totp_secret.encode() not in bytes(raw)


def test_the_password_alone_opens_nothing(session: Session, client: FlaskClient, officer: Officer) -> None:
    with_app(session, officer)
    assert give_password(client, EMAIL).location == SECOND
    assert client.get(DESK).status_code == 302


def test_with_a_factor_no_other_can_be_set_up_at_the_door(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    with_app(session, officer)
    give_password(client, EMAIL)
    assert client.get(SET_UP).location == SIGN_IN
    assert press(client, SET_UP, SECOND, xm_ma=code()).location == SIGN_IN


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_clock_half_a_minute_off_does_no_harm(
    session: Session, client: FlaskClient, officer: Officer, steps: int
) -> None:
    with_app(session, officer)
    give_password(client, EMAIL)
    assert second(client, code(steps)) == 303


def test_a_code_works_once(session: Session, client: FlaskClient, officer: Officer, app: Flask) -> None:
    with_app(session, officer)
    used = code()
    give_password(client, EMAIL)
    assert second(client, used) == 303
    elsewhere = Browser(app, app.response_class, use_cookies=True)
    give_password(elsewhere, EMAIL)
    assert second(elsewhere, used) == 422


def test_wrong_codes_shut_the_second_step_even_for_the_right_one(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    with_app(session, officer)
    give_password(client, EMAIL)
    assert [second(client, "000 00") for _ in range(FREE_ATTEMPTS)] == [422] * FREE_ATTEMPTS
    assert second(client, code()) == 422


def test_a_recovery_code_works_once_however_it_is_typed(
    session: Session, client: FlaskClient, app: Flask, officer: Officer
) -> None:
    with_app(session, officer)
    lost = recovery.new_codes(session, officer)[0]
    session.commit()
    give_password(client, EMAIL)
    assert second(client, f" {lost.upper().replace('-', ' ')} ") == 303
    elsewhere = Browser(app, app.response_class, use_cookies=True)
    give_password(elsewhere, EMAIL)
    assert second(elsewhere, lost) == 422


def test_of_recovery_codes_only_a_hash_is_kept(session: Session, officer: Officer) -> None:
    codes = recovery.new_codes(session, officer)
    kept = session.scalars(select(RecoveryCode.code_hash)).all()
    assert len(set(kept)) == 10 and not set(kept) & set(codes)


def test_without_a_password_there_is_no_second_step(client: FlaskClient, officer: Officer) -> None:
    assert client.get(SECOND).location == client.get(SET_UP).location == SIGN_IN


def test_the_second_step_is_open_for_ten_minutes(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    with_app(session, officer)
    give_password(client, EMAIL)
    with client.session_transaction() as cookie:
        cookie["half"] = {**cookie["half"], "since": cookie["half"]["since"] - 601}
    assert client.get(SECOND).location == SIGN_IN


def test_a_passkey_at_the_door_is_counted_before_it_is_judged(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    wrong = '{"rawId": "bm9uZQ"}'
    tried = [
        press(client, "/can-bo/dang-nhap/khoa", SIGN_IN, xm_khoa=wrong).status_code
        for _ in range(FREE_ATTEMPTS + 1)
    ]
    assert tried == [422] * FREE_ATTEMPTS + [429]
    other = press(client, "/can-bo/dang-nhap/khoa", SIGN_IN, xm_khoa='{"rawId": "b3RoZXI"}')
    assert other.status_code == 422
