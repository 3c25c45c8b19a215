"""A thôn that four former communes have: asked on the receipt, by text, on the desk; never guessed."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Message, Notification, Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import act, at_desk
from tests.builders.texts import cases, minutes, only_case, send

pytestmark = pytest.mark.usefixtures("pack")
ROAD = "Đường thôn 5 bị sạt lở, xe máy không đi qua được"
SHORT = "duong thon 5 sat lo"


def sent(client: FlaskClient, session: Session, text: str = ROAD) -> Case:
    client.post("/gui", data={"noi_dung": text}, content_type="multipart/form-data")
    return again(session)


def say(client: FlaskClient, case: Case, area: str, page: str = "") -> TestResponse:
    """As the browser does that sent the case, with the token of its page."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', page or client.get(f"/da-nhan/{case.code}").text)
    values = {"dia_ban": area, "csrf_token": token[1] if token else ""}
    return client.post(f"/da-nhan/{case.code}/dia-ban", data=values)


def again(session: Session) -> Case:
    session.rollback()
    session.expire_all()
    return only_case(session)


def told(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Event.action).where(Event.action.like("place%"))))


def test_the_receipt_asks_and_the_answer_stays(client: FlaskClient, session: Session) -> None:
    case = sent(client, session)
    assert case.area_code == ""
    page = client.get(f"/da-nhan/{case.code}").text
    assert "Thôn 5 nào?" in page
    assert "Xã Ea Tih (cũ)" in page
    answer = say(client, case, "ea-tih-thon-5")
    assert answer.location.endswith(f"/da-nhan/{case.code}")
    assert again(session).area_code == "ea-tih-thon-5"
    assert told(session) == ["placed"]
    assert "Thôn 5 nào?" not in client.get(answer.location).text


def test_it_can_be_said_only_once(client: FlaskClient, session: Session) -> None:
    case = sent(client, session)
    page = client.get(f"/da-nhan/{case.code}").text
    for area in ("ea-tih-thon-5", "ea-sar-thon-5"):
        say(client, case, area, page)
    assert again(session).area_code == "ea-tih-thon-5"


def test_who_does_not_know_is_not_asked_again(client: FlaskClient, session: Session) -> None:
    case = sent(client, session)
    say(client, case, "")
    assert told(session) == ["place_not_known"]
    assert "Thôn 5 nào?" not in client.get(f"/da-nhan/{case.code}").text


def test_another_browser_says_nothing(app: Flask, client: FlaskClient, session: Session) -> None:
    case, other = sent(client, session), app.test_client()
    say(other, case, "ea-tih-thon-5", other.get("/tra-cuu").text)
    assert again(session).area_code == ""


def test_what_was_not_offered_is_refused(client: FlaskClient, session: Session) -> None:
    case = sent(client, session)
    answer = say(client, case, "buon-sue")
    assert answer.status_code == 422
    assert again(session).area_code == ""


@pytest.mark.parametrize(
    "text", ["Đường thôn 5 Ea Sar sạt lở nặng", "Buôn Suê mất nước ba ngày rồi", "Rác không ai gom"]
)
def test_nothing_is_asked_where_it_is_clear(client: FlaskClient, session: Session, text: str) -> None:
    case = sent(client, session, text)
    assert "nào?</h2>" not in client.get(f"/da-nhan/{case.code}").text


def test_a_road_is_where_it_is(client: FlaskClient, session: Session) -> None:
    assert sent(client, session, "Ổ gà trên duong phan chu trinh to quá").place == "Đường Phan Chu Trinh"


@pytest.mark.parametrize("reply", ["2", "Ea Tih", "2 ea tih", "o ea tih", "thon 5 Ea Tih"])
def test_a_short_text_answers_the_receipt(session: Session, reply: str) -> None:
    send(session, SHORT, minutes(0))
    body = session.scalars(select(Notification.body)).one()
    assert "Thon 5 nao? 1 Thi Tran, 2 Ea Tih, 3 Ea So, 4 Ea Sar" in body
    send(session, reply, minutes(5))
    assert only_case(session).area_code == "ea-tih-thon-5"
    assert session.scalars(select(Message.text)).all() == [reply]


def test_half_an_hour_later_a_number_is_no_answer(session: Session) -> None:
    send(session, SHORT, minutes(0))
    send(session, "2 con bo mat o ray tu hom qua", minutes(5))
    assert {case.area_code for case in cases(session)} == {""}


@pytest.fixture
def officer(session: Session) -> Officer:
    found = an_officer(session, Role.CLERK, "VP")
    session.commit()
    return found


def test_an_officer_says_which(app: Flask, session: Session, pack: Pack, officer: Officer) -> None:
    case = a_case(session, pack, ROAD)
    session.commit()
    desk = at_desk(app, officer)
    page = desk.get(f"/can-bo/ho-so/{case.code}").text
    assert "Tin nói nơi có thể là: Thôn 5, Thị trấn Ea Knốp (cũ)" in page
    values = {"unit": case.unit_code, "kind": case.kind.value, "topic": case.topic_code}
    assert act(desk, case, "xac-nhan", **values, dia_ban="ea-so-thon-5").status_code == 303
    assert again(session).area_code == "ea-so-thon-5"
    assert "placed" in told(session)


def test_a_place_that_is_none_is_refused(app: Flask, session: Session, pack: Pack, officer: Officer) -> None:
    case = a_case(session, pack, ROAD)
    session.commit()
    values = {"unit": case.unit_code, "kind": case.kind.value, "topic": case.topic_code}
    assert act(at_desk(app, officer), case, "xac-nhan", **values, dia_ban="x").status_code == 422
    assert again(session).area_code == ""
