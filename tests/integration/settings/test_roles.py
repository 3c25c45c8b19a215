"""Officers are found, and get another role; nobody takes the last administrator away."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.settings.officers import LastAdministrator
from feedback_service.settings.roles import change_role
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press

OFFICERS = "/can-bo/quan-tri/can-bo"


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.ADMIN, pack.commune.triage_unit)


@pytest.fixture
def admin(app: Flask, session: Session, officer: Officer) -> FlaskClient:
    session.commit()
    return at_desk(app, officer)


@pytest.fixture
def colleague(session: Session, pack: Pack) -> Officer:
    found = an_officer(session, Role.OFFICER, "KT")
    found.name = "Lê Thị Mơ"
    session.commit()
    return found


def test_an_officer_is_found_without_accents_and_by_unit(admin: FlaskClient, colleague: Officer) -> None:
    assert "Lê Thị Mơ" in admin.get(f"{OFFICERS}?q=thi+mo").text
    assert "Lê Thị Mơ" not in admin.get(f"{OFFICERS}?q=thi+mo&loc_don_vi=VP").text
    assert "Lê Thị Mơ" in admin.get(f"{OFFICERS}?loc_don_vi=KT").text


def test_a_role_changes_with_its_unit(session: Session, admin: FlaskClient, colleague: Officer) -> None:
    page = f"{OFFICERS}/{colleague.id}"
    assert press(admin, page, page, vai_tro="head", don_vi="").status_code == 422
    assert press(admin, page, page, vai_tro="head", don_vi="VHXH").status_code == 303
    session.refresh(colleague)
    assert (colleague.role, colleague.unit_code) == (Role.HEAD, "VHXH")


def test_nobody_changes_the_own_role(admin: FlaskClient, officer: Officer) -> None:
    page = f"{OFFICERS}/{officer.id}"
    assert press(admin, page, OFFICERS, vai_tro="clerk", don_vi="").status_code == 409


def test_the_last_administrator_stays_one(session: Session, pack: Pack, officer: Officer) -> None:
    leader = an_officer(session, Role.LEADER, "")
    with pytest.raises(LastAdministrator):
        change_role(session, officer.id, Role.CLERK, "", leader, pack, NOW)


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_a_number_that_is_nobodys_is_not_found(admin: FlaskClient, number: int) -> None:
    assert admin.get(f"{OFFICERS}/{number}").status_code == 404
