"""'I have the same trouble': one browser counts once, and only under what is public."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, MeToo, Officer
from feedback_service.vocabulary import Role, Visibility
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import Browser, at_desk
from tests.builders.published import a_published_case


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    found = a_published_case(session, pack)
    session.commit()
    return found


def _another(app: Flask) -> FlaskClient:
    return Browser(app, app.response_class, use_cookies=True)


def _press(client: FlaskClient, case: Case, **fields: str) -> int:
    return client.post(f"/ket-qua/{case.code}/toi-cung-gap", data=fields).status_code


def _rows(session: Session) -> list[MeToo]:
    session.rollback()
    return list(session.scalars(select(MeToo)))


def test_two_browsers_are_two_people_and_one_that_presses_twice_is_one(
    app: Flask, session: Session, case: Case
) -> None:
    first, second = _another(app), _another(app)
    assert [_press(one, case) for one in (first, first, second)] == [303, 303, 303]
    assert len(_rows(session)) == 2


def test_the_page_thanks_and_counts(app: Flask, case: Case) -> None:
    reader = _another(app)
    before = reader.get(f"/ket-qua/{case.code}").text
    assert "Tôi cũng gặp" in before and "người cũng báo" not in before
    after = reader.post(f"/ket-qua/{case.code}/toi-cung-gap", follow_redirects=True).text
    assert "1 người cũng báo" in after and "Xã đã ghi" in after
    assert "1 người cũng báo" in _another(app).get(f"/ho-so/{case.code}").text


def test_the_officer_sees_how_many(app: Flask, session: Session, case: Case) -> None:
    clerk: Officer = an_officer(session, Role.CLERK, "VP")
    session.commit()
    _press(_another(app), case)
    assert "1 người cũng gặp việc này" in at_desk(app, clerk).get(f"/can-bo/ho-so/{case.code}").text


def test_neither_an_address_nor_the_cookie_is_kept(app: Flask, session: Session, case: Case) -> None:
    reader = _another(app)
    _press(reader, case)
    cookie = reader.get_cookie("cung_gap", path="/ket-qua")
    assert cookie and cookie.http_only
    (row,) = _rows(session)
    assert row.who not in cookie.value and cookie.value.partition(".")[0].strip('"') not in row.who
    assert "127.0.0.1" not in row.who


def test_a_cookie_that_somebody_made_up_is_another_person_at_most(
    app: Flask, session: Session, case: Case
) -> None:
    reader = _another(app)
    reader.set_cookie("cung_gap", "made-up.signature", path="/ket-qua")
    _press(reader, case)
    assert len(_rows(session)) == 1


def test_what_is_not_public_cannot_be_joined_and_looks_like_nothing(
    app: Flask, session: Session, pack: Pack, case: Case
) -> None:
    hidden = a_case(session, pack)
    case.visibility = Visibility.SEALED
    session.commit()
    reader = _another(app)
    nowhere = reader.post("/ket-qua/XX-2222-222X/toi-cung-gap")
    assert [_press(reader, hidden), _press(reader, case), nowhere.status_code] == [404, 404, 404]
    assert _rows(session) == []


def test_another_site_cannot_press_the_button(app: Flask, session: Session, case: Case) -> None:
    answer = _another(app).post(
        f"/ket-qua/{case.code}/toi-cung-gap", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert _rows(session) == []


def test_a_robot_is_told_to_wait(app: Flask, case: Case) -> None:
    answers = {_press(_another(app), case) for _ in range(31)}
    assert answers == {303, 429}


def test_from_the_receipt_the_own_case_is_tied(app: Flask, session: Session, pack: Pack, case: Case) -> None:
    own, foreign = a_case(session, pack), a_case(session, pack)
    session.commit()
    sender = _another(app)
    with sender.session_transaction() as kept:
        kept["pins"] = {own.code: "1234"}
    _press(sender, case, ma=own.code)
    _press(_another(app), case, ma=foreign.code)
    assert {row.other_case_id for row in _rows(session)} == {own.id, None}
