"""Nobody learns at the door who works here: the same words, the same work, whoever is asked for."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now as this_moment
from feedback_service.pack.model import Pack
from feedback_service.records import Job, Notification, Officer
from feedback_service.settings.password_mail import mail_password_link
from feedback_service.staff.forgotten import JOB
from feedback_service.staff.guessing import FREE_ATTEMPTS
from feedback_service.staff.passwords import hashed
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.desk import PASSWORD, Browser, press
from tests.builders.factors import SIGN_IN

FORGOTTEN = "/can-bo/quen-mat-khau"
KNOWN, NOBODY = "mo@eaknop.example", "ai@eaknop.example"


class Counting:
    """Stands before passlib's context and counts what costs time."""

    def __init__(self, app: Flask) -> None:
        security = app.extensions["security"]
        self._inner, self.verified, self.made = security.pwd_context, 0, 0
        security.pwd_context = self

    def verify(self, *given: Any) -> bool:
        self.verified += 1
        return bool(self._inner.verify(*given))

    def hash(self, *given: Any, **options: Any) -> str:
        self.made += 1
        return str(self._inner.hash(*given, **options))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return Browser(app, app.response_class, use_cookies=True)


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    known = an_officer(session, Role.ADMIN, "VP", email=KNOWN, password=hashed(PASSWORD))
    session.commit()
    return known


def alike(page: str, email: str) -> str:
    return re.sub(r'value="[^"]{60,}"|data-options="[^"]+"', "", page).replace(email, "")


def asked(client: FlaskClient, email: str) -> str:
    return press(client, FORGOTTEN, FORGOTTEN, email=email).text


def mailed(session: Session) -> list[Notification]:
    for job in session.scalars(select(Job).where(Job.name == JOB)).all():
        mail_password_link(session, now=this_moment(), **job.arguments)
    session.commit()
    return list(session.scalars(select(Notification)))


def test_a_forgotten_password_is_answered_alike(client: FlaskClient, officer: Officer) -> None:
    assert alike(asked(client, KNOWN), KNOWN) == alike(asked(client, NOBODY), NOBODY)


def test_the_link_goes_only_to_whom_the_address_belongs(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    asked(client, KNOWN)
    asked(client, NOBODY)
    assert [mail.recipient for mail in mailed(session)] == [KNOWN]


def test_the_mailed_link_sets_the_password_once(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    asked(client, KNOWN)
    found = re.search(r"/can-bo/dat-mat-khau/\S+", mailed(session)[0].body)
    assert found
    assert press(client, found[0], found[0], password="năm cây cầu qua sông").status_code == 303
    assert client.get(found[0]).status_code == 410


def test_who_is_locked_gets_no_link(session: Session, client: FlaskClient, officer: Officer) -> None:
    officer.locked_at = this_moment()
    session.commit()
    asked(client, KNOWN)
    assert mailed(session) == []


def test_a_letter_box_is_not_filled_by_a_stranger(
    session: Session, client: FlaskClient, officer: Officer
) -> None:
    said = {alike(asked(client, KNOWN), KNOWN) for _ in range(FREE_ATTEMPTS + 3)}
    assert len(said) == 1
    assert len(session.scalars(select(Job).where(Job.name == JOB)).all()) == FREE_ATTEMPTS


@pytest.mark.parametrize("email", [KNOWN, NOBODY])
@pytest.mark.parametrize("state", ["open", "left", "locked", "no password"])
def test_the_door_costs_one_hash_whoever_knocks(
    app: Flask, session: Session, client: FlaskClient, officer: Officer, email: str, state: str
) -> None:
    """Argon2 is what takes time."""
    officer.active = state != "left"
    officer.locked_at = this_moment() if state == "locked" else None
    officer.password = None if state == "no password" else officer.password
    session.commit()
    counted = Counting(app)
    press(client, SIGN_IN, SIGN_IN, email=email, password="sai rồi sai nữa")
    assert counted.verified == 1 and counted.made == 0


@pytest.mark.parametrize(
    "token", ["khong-co-gi", "a.b.c", "WyJ4Iiw5OTk5XQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"]
)
def test_links_that_open_nothing_look_alike(client: FlaskClient, officer: Officer, token: str) -> None:
    page, other = client.get(f"/can-bo/dat-mat-khau/{token}"), client.get("/can-bo/dat-mat-khau/khac")
    assert (page.status_code, page.text.replace(token, "khac")) == (410, other.text)
