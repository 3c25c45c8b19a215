"""/danh-gia/<token>: without a PIN, and without a word of the case."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.rating.links import rating_token
from feedback_service.handling.rating.rounds import last_answered
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Rating
from feedback_service.vocabulary import Status, Visibility
from tests.builders.cases import BROKEN_ROAD
from tests.builders.rated import answered


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    case = answered(session, pack)
    session.commit()
    return case


def _address(session: Session, case: Case) -> str:
    event = last_answered(session, case)
    assert event is not None
    return f"/danh-gia/{rating_token(case.id, event.id)}"


def test_it_shows_nothing_of_the_case_but_its_code(client: FlaskClient, session: Session, case: Case) -> None:
    page = client.get(_address(session, case))
    assert case.code in page.text
    assert BROKEN_ROAD not in page.text and "vá xong" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_a_sealed_case_looks_like_any_other(client: FlaskClient, session: Session, case: Case) -> None:
    address = _address(session, case)
    before = client.get(address).text
    case.visibility = Visibility.SEALED
    session.commit()
    assert _without_ids(client.get(address).text) == _without_ids(before)


def test_what_was_said_may_be_said_otherwise(client: FlaskClient, session: Session, case: Case) -> None:
    address = _address(session, case)
    for level, sheet in (("4", "a"), ("2", "b")):
        sent = client.post(address, data={"diem": level, "xong": "co", "ma_gui": sheet})
        assert sent.status_code == 303
    assert session.scalars(select(Rating.level).order_by(Rating.id)).all() == [4, 2]
    assert 'value="2" checked' in client.get(address).text


def test_the_same_form_sent_twice_counts_once(client: FlaskClient, session: Session, case: Case) -> None:
    for _ in range(2):
        client.post(_address(session, case), data={"diem": "4", "ma_gui": "x"})
    assert len(session.scalars(select(Rating)).all()) == 1


def test_nothing_chosen_keeps_what_was_typed(client: FlaskClient, session: Session, case: Case) -> None:
    page = client.post(_address(session, case), data={"loi": "Cảm ơn xã", "ma_gui": "x"})
    assert page.status_code == 422
    assert "Cảm ơn xã" in page.text


def test_a_link_of_an_earlier_answer_says_that_it_goes_on(
    client: FlaskClient, session: Session, case: Case
) -> None:
    case.answered_on = None
    case.status = Status.IN_PROGRESS
    session.commit()
    address = _address(session, case)
    assert "đang được xã làm tiếp" in client.get(address).text
    assert client.post(address, data={"xong": "chua", "ma_gui": "y"}).status_code == 409


@pytest.mark.parametrize("token", ["x", "WzEsMV0.abc.def", "%00", "a" * 5000])
def test_what_is_no_link_is_not_found(client: FlaskClient, case: Case, token: str) -> None:
    assert client.get(f"/danh-gia/{token}").status_code == 404


def _without_ids(page: str) -> str:
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page)
