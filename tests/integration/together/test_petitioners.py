"""Several people behind one petition: who speaks for them is the one who is told."""

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from feedback_service.errors import NotYours
from feedback_service.handling.together.petitioners import (
    FewerThanNamed,
    NameMissing,
    Person,
    PhoneNotMobile,
    TooManySpeak,
    add_petitioner,
    count_people,
    remove_petitioner,
)
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Notification, Officer
from feedback_service.records.desk import Petitioner
from feedback_service.vocabulary import Role
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.desk import act, at_desk

ANH = Person("Y Anh Niê", "Buôn Ea Kruê", "0905 777 888")


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    return a_case(session, pack, name="H Lan Êban")


@pytest.mark.parametrize(("people", "most"), [(5, 2), (10, 2), (11, 5), (300, 5)])
def test_the_law_says_how_many_may_speak(
    session: Session, case: Case, clerk: Officer, people: int, most: int
) -> None:
    count_people(session, case, clerk, people, NOW)
    for number in range(most):
        add_petitioner(session, case, clerk, Person(f"Người {number}"), True, NOW)
    with pytest.raises(TooManySpeak):
        add_petitioner(session, case, clerk, Person("Một người nữa"), True, NOW)


def test_who_speaks_is_told_from_then_on(session: Session, pack: Pack, case: Case, clerk: Officer) -> None:
    count_people(session, case, clerk, 7, NOW)
    add_petitioner(session, case, clerk, ANH, True, NOW)
    tell_citizen(session, case, "withdrawn", pack, NOW, key="withdrawn:test")
    session.flush()
    sent = session.scalars(select(Notification).where(Notification.template == "withdrawn")).one()
    assert sent.recipient == "+84905777888"


def test_who_wrote_first_stays_among_the_names(session: Session, case: Case, clerk: Officer) -> None:
    add_petitioner(session, case, clerk, ANH, True, NOW)
    names = [one.details["name"] for one in session.scalars(select(Petitioner).order_by(Petitioner.id))]
    assert names == ["Y Anh Niê", "H Lan Êban"]


def test_names_are_sealed_in_the_database(session: Session, case: Case, clerk: Officer) -> None:
    add_petitioner(session, case, clerk, ANH, False, NOW)
    raw = str(session.execute(text("SELECT details FROM petitioners")).scalar_one())
    assert "Anh" not in raw and "905777888" not in raw


def test_nobody_of_the_handling_unit_writes_them(session: Session, case: Case) -> None:
    with pytest.raises(NotYours):
        add_petitioner(session, case, an_officer(session, unit=case.unit_code), ANH, False, NOW)


def test_what_cannot_be_is_refused(session: Session, case: Case, clerk: Officer) -> None:
    with pytest.raises(NameMissing):
        add_petitioner(session, case, clerk, Person("  "), False, NOW)
    with pytest.raises(PhoneNotMobile):
        add_petitioner(session, case, clerk, Person("Y Anh", phone="12345"), False, NOW)
    for number in range(3):
        add_petitioner(session, case, clerk, Person(f"Người {number}"), False, NOW)
    assert case.people == 3
    with pytest.raises(FewerThanNamed):
        count_people(session, case, clerk, 2, NOW)


def test_a_name_written_by_mistake_goes(session: Session, case: Case, clerk: Officer) -> None:
    one = add_petitioner(session, case, clerk, Person("Nhầm"), False, NOW)
    remove_petitioner(session, case, clerk, one.id, NOW)
    assert session.scalars(select(Petitioner)).all() == []


def test_names_are_shown_only_to_who_looked(app: Flask, session: Session, case: Case, clerk: Officer) -> None:
    officer = an_officer(session, unit=case.unit_code)
    session.commit()
    desk, handling = at_desk(app, clerk), at_desk(app, officer)
    address = f"/can-bo/ho-so/{case.code}"
    assert act(desk, case, "so-nguoi", so_nguoi="8").status_code == 303
    session.refresh(case)
    assert "phải cử người đại diện" in desk.get(address).text
    given = {"nguoi_ten": "Y Anh Niê", "nguoi_so": "0905777888", "dai_dien": "1"}
    assert act(desk, case, "nguoi-dung-don", **given).status_code == 303
    session.refresh(case)
    assert "Y Anh Niê" not in desk.get(address).text and "Y Anh Niê" not in handling.get(address).text
    assert act(desk, case, "nguoi-gui").status_code == 303
    assert "Y Anh Niê" in desk.get(address).text and "Y Anh Niê" not in handling.get(address).text
    assert "Đơn của 8 người" in handling.get(address).text
