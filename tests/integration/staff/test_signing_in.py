"""Signing in by password: the same answer for a wrong word and for nobody, and no end of guesses."""

import re
import secrets

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Lock, Officer
from feedback_service.staff.guessing import FREE_ATTEMPTS
from feedback_service.staff.officers import LinkSpent, add_officer, link, officer_of
from feedback_service.staff.passwords import hashed
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import PASSWORD, Browser, at_desk, press
from tests.builders.factors import SECOND, SET_UP, SIGN_IN, code, with_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    known = an_officer(session, Role.OFFICER, "KT", email="mo@eaknop.example", password=hashed(PASSWORD))
    return with_app(session, known)


def sign_in(
    client: FlaskClient, email: str = "mo@eaknop.example", password: str = PASSWORD, wanted: str = ""
) -> tuple[int, str]:
    """Both steps, where the first one succeeds."""
    response = press(client, SIGN_IN, SIGN_IN, email=email, password=password, next=wanted)
    if response.headers.get("Location") == SECOND:
        response = press(client, SECOND, SECOND, xm_ma=code())
    return response.status_code, response.headers.get("Location", "") or response.text


def test_the_right_password_leads_to_the_queue(client: FlaskClient, officer: Officer) -> None:
    assert sign_in(client) == (303, "/can-bo/hang-doi")
    assert officer.name in client.get("/can-bo/hang-doi").text


def test_the_address_may_be_typed_in_capitals(client: FlaskClient, officer: Officer) -> None:
    assert sign_in(client, " MO@eaknop.example ")[0] == 303


def test_one_goes_on_to_the_page_that_was_asked_for(client: FlaskClient, officer: Officer) -> None:
    assert sign_in(client, wanted="/can-bo/cong-bo?x=1") == (303, "/can-bo/cong-bo?x=1")


def test_after_a_session_that_ended_over_a_form_comes_the_page_of_the_form(
    client: FlaskClient, officer: Officer
) -> None:
    assert sign_in(client, wanted="/can-bo/ho-so/EK-4827-193K/trinh?loc=tre") == (
        303,
        "/can-bo/ho-so/EK-4827-193K?loc=tre",
    )


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/can-bo/", "//evil.example/can-bo/", "/\\evil", "/gui"]
)
def test_one_never_goes_on_to_an_address_that_is_not_the_desks(
    client: FlaskClient, officer: Officer, elsewhere: str
) -> None:
    assert sign_in(client, wanted=elsewhere) == (303, "/can-bo/hang-doi")


def test_a_wrong_password_and_nobody_get_the_same_answer(client: FlaskClient, officer: Officer) -> None:
    said = [sign_in(client, email, "sai rồi sai nữa") for email in ("mo@eaknop.example", "ai@eaknop.example")]
    assert [status for status, _ in said] == [422, 422]
    assert without_token(said[0][1], "mo@") == without_token(said[1][1], "ai@")


def without_token(page: str, email: str) -> str:
    return re.sub(r'value="[^"]{60,}"|data-options="[^"]+"', "", page).replace(email, "")


def test_an_officer_who_left_cannot_sign_in(session: Session, client: FlaskClient, officer: Officer) -> None:
    officer.active = False
    session.commit()
    assert sign_in(client)[0] == 422


def test_wrong_words_close_the_account_for_a_while_even_for_the_right_one(
    client: FlaskClient, officer: Officer
) -> None:
    for _ in range(FREE_ATTEMPTS):
        assert sign_in(client, password="sai rồi sai nữa")[0] == 422
    assert sign_in(client)[0] == 429


def test_names_that_nobody_has_are_closed_in_the_same_way(client: FlaskClient, pack: Pack) -> None:
    answers = [sign_in(client, "ai@eaknop.example", "sai")[0] for _ in range(FREE_ATTEMPTS + 1)]
    assert answers == [422] * FREE_ATTEMPTS + [429]


def test_a_right_word_forgives_the_wrong_ones(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    sign_in(client, password="sai rồi sai nữa")
    sign_in(client)
    assert session.scalars(select(Lock)).all() == []


def test_signing_out_ends_the_session(app: Flask, officer: Officer) -> None:
    browser = at_desk(app, officer)
    assert press(browser, "/can-bo/dang-xuat").status_code == 303
    assert SIGN_IN in browser.get("/can-bo/hang-doi").headers["Location"]


def test_a_session_that_slept_for_half_an_hour_is_nobodys(app: Flask, officer: Officer) -> None:
    browser = at_desk(app, officer)
    with browser.session_transaction() as cookie:
        cookie["seen"] -= 31
    assert SIGN_IN in browser.get("/can-bo/hang-doi").headers["Location"]


def test_a_token_in_the_address_opens_nothing(client: FlaskClient, officer: Officer) -> None:
    assert client.get(f"/can-bo/hang-doi?auth_token={officer.fs_uniquifier}").status_code == 302


def test_a_link_sets_the_password_once(session: Session, client: FlaskClient, pack: Pack) -> None:
    token = add_officer(session, "Lan@eaknop.example", Role.CLERK, "", pack, NOW)
    session.commit()
    address = link("", token)
    assert press(client, address, address, password=PASSWORD).status_code == 303
    assert client.get(address).status_code == 410
    assert sign_in(client, "lan@eaknop.example") == (303, SET_UP)


@pytest.mark.parametrize("weak", ["ngan qua", "aaaaaaaaaaaaaaaaaa", "mo mo mo mo mo mo mo"])
def test_a_weak_password_is_refused_with_what_to_do(
    session: Session, client: FlaskClient, officer: Officer, pack: Pack, weak: str
) -> None:
    address = link("", add_officer(session, "mo@xa.example", Role.HEAD, "KT", pack, NOW))
    session.commit()
    assert press(client, address, address, password=weak).status_code == 422


def test_a_made_up_link_says_that_it_is_spent(session: Session, pack: Pack) -> None:
    with pytest.raises(LinkSpent):
        officer_of(session, secrets.token_hex(20), NOW)
