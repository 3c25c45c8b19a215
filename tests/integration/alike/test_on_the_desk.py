"""The block of the case page: what it says, and what can be done from it."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Role, Status
from tests.builders.alike import ROAD_TOO, a_place, a_sketched_case
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import act, at_desk

BLOCK = "Có thể cùng một việc"


@pytest.fixture
def clerk(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.CLERK, "VP")


@pytest.fixture
def pair(session: Session, pack: Pack, clerk: Officer) -> tuple[Case, Case]:
    first, second = (
        a_sketched_case(session, pack),
        a_sketched_case(session, pack, ROAD_TOO, phone="", phone_raw=""),
    )
    session.commit()
    return first, second


def _page(app: Flask, officer: Officer, case: Case) -> str:
    return at_desk(app, officer).get(f"/can-bo/ho-so/{case.code}").text


def test_the_page_shows_the_other_case_and_what_speaks_for_it(
    app: Flask, clerk: Officer, pair: tuple[Case, Case]
) -> None:
    first, second = pair
    page = _page(app, clerk, second)
    assert BLOCK in page and first.text in page and f"Gộp vào {first.code}" in page
    assert "Giống quá nửa chữ" in page


def test_a_case_that_stands_alone_has_no_such_block(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    case = a_case(session, pack)
    session.commit()
    assert BLOCK not in _page(app, clerk, case)


def test_merging_from_there_goes_either_way(
    app: Flask, session: Session, clerk: Officer, pair: tuple[Case, Case]
) -> None:
    first, second = pair
    done = act(at_desk(app, clerk), second, "gop", ma=first.code)
    assert done.status_code == 303
    session.expire_all()
    assert (first.status, second.status) == (Status.RECEIVED, Status.MERGED)


def test_refused_it_is_gone_and_the_log_tells_of_it(
    app: Flask, session: Session, clerk: Officer, pair: tuple[Case, Case]
) -> None:
    first, second = pair
    assert act(at_desk(app, clerk), second, "khong-cung", ma=first.code).status_code == 303
    for case in pair:
        page = _page(app, clerk, case)
        assert BLOCK not in page and "không cùng việc" in page


def test_a_case_out_of_sight_cannot_be_refused(
    app: Flask, session: Session, pack: Pack, pair: tuple[Case, Case]
) -> None:
    first, second = pair
    second.unit_code = next(unit.code for unit in pack.units if unit.code != first.unit_code)
    officer = an_officer(session, Role.OFFICER, first.unit_code)
    session.commit()
    assert act(at_desk(app, officer), first, "khong-cung", ma=second.code).status_code == 422


def test_that_both_are_of_one_phone_is_said_to_the_clerk_and_not_to_the_unit(
    app: Flask, session: Session, pack: Pack, clerk: Officer
) -> None:
    first, second = (a_sketched_case(session, pack, area_code=a_place(pack)) for _ in range(2))
    officer = an_officer(session, Role.OFFICER, first.unit_code)
    session.commit()
    said = "Gần như chắc là một việc"
    assert said in _page(app, clerk, second)
    assert said not in _page(app, officer, second) and first.code in _page(app, officer, second)
