"""DEMO=1: one click to be a made-up officer, and never beside real ones."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service import create_app
from feedback_service.config import Config, ConfigurationError
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.staff.demo import create_demo_officers, refuse_demo, working_units
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import press

SIGN_IN = "/can-bo/dang-nhap"


@pytest.fixture
def trial(session: Session, pack: Pack, config: Config) -> Flask:
    create_demo_officers(session, pack, NOW)
    session.commit()
    return create_app(replace(config, demo=True))


def a_demo_officer(session: Session) -> Officer:
    return session.scalars(select(Officer).where(Officer.role == Role.HEAD, Officer.unit_code == "KT")).one()


def test_every_unit_has_an_officer_and_a_head(session: Session, pack: Pack) -> None:
    create_demo_officers(session, pack, NOW)
    found = set(session.execute(select(Officer.role, Officer.unit_code)))
    assert {(role, unit.code) for unit in working_units(pack) for role in (Role.OFFICER, Role.HEAD)} <= found
    assert {role for role, _ in found} == set(Role)


def test_making_them_twice_adds_nobody(session: Session, pack: Pack) -> None:
    create_demo_officers(session, pack, NOW)
    assert create_demo_officers(session, pack, NOW) == 0


def test_one_click_is_enough(session: Session, trial: Flask) -> None:
    officer, browser = a_demo_officer(session), trial.test_client()
    assert press(browser, f"/can-bo/demo/{officer.id}", SIGN_IN).location == "/can-bo/hang-doi"
    assert officer.name in browser.get("/can-bo/hang-doi").text


def test_a_real_officer_is_never_entered_by_a_click(session: Session, trial: Flask) -> None:
    real = an_officer(session)
    session.commit()
    assert press(trial.test_client(), f"/can-bo/demo/{real.id}", SIGN_IN).status_code == 404


def test_without_demo_there_is_no_such_address(session: Session, app: Flask, pack: Pack) -> None:
    create_demo_officers(session, pack, NOW)
    session.commit()
    browser = app.test_client()
    assert press(browser, f"/can-bo/demo/{a_demo_officer(session).id}", SIGN_IN).status_code == 404
    assert "/can-bo/demo/" not in browser.get(SIGN_IN).text


def test_a_demo_does_not_start_on_a_database_with_real_officers(
    session: Session, pack: Pack, config: Config
) -> None:
    an_officer(session)
    session.commit()
    with pytest.raises(ConfigurationError, match="DEMO=1"):
        create_app(replace(config, demo=True))


def test_made_up_officers_alone_do_not_stop_it(session: Session, pack: Pack) -> None:
    create_demo_officers(session, pack, NOW)
    refuse_demo(session)
