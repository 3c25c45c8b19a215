"""The list of who is woken: only mobiles, in an order, tried out, and never shown in full."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.notifying.duty_phones import duty_phones
from feedback_service.pack.model import Pack
from feedback_service.records import DutyPhone, Notification
from feedback_service.vocabulary import DeliveryStatus, Role
from tests.builders.cases import an_officer
from tests.builders.dangers import on_duty
from tests.builders.desk import at_desk, press

PAGE = "/can-bo/quan-tri/truc"


@pytest.fixture
def admin(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.ADMIN, "")
    session.commit()
    return at_desk(app, officer)


def names(session: Session) -> list[str]:
    session.rollback()
    return [phone.name for phone in duty_phones(session)]


def test_a_mobile_is_added_and_its_number_is_covered(session: Session, admin: FlaskClient) -> None:
    assert press(admin, PAGE, PAGE, ten="Ama Thuột", so="0905 123.456").status_code == 303
    page = admin.get(PAGE).text
    assert "Ama Thuột" in page
    assert "0905 ••• 456" in page
    assert "0905123456" not in page.replace(" ", "")
    assert session.scalars(select(DutyPhone)).one().phone == "+84905123456"


@pytest.mark.parametrize("so", ["0262 385 1234", "1022", "113", "", "12x", "1900 1234", "+1"])
def test_what_is_no_mobile_is_refused_beside_its_box(session: Session, admin: FlaskClient, so: str) -> None:
    page = press(admin, PAGE, PAGE, ten="Ama Thuột", so=so)
    assert page.status_code == 422
    assert 'id="so-loi"' in page.text
    assert names(session) == []


def test_the_same_number_twice_is_refused(session: Session, admin: FlaskClient) -> None:
    press(admin, PAGE, PAGE, ten="Ama Thuột", so="0905123456")
    assert press(admin, PAGE, PAGE, ten="Bà Sen", so="+84 905 123 456").status_code == 422
    assert names(session) == ["Ama Thuột"]


def test_they_are_moved_up_and_down_and_removed(session: Session, admin: FlaskClient) -> None:
    first, second, third = (phone.id for phone in on_duty(session, "A", "B", "C"))
    session.commit()
    press(admin, f"{PAGE}/{third}/len", PAGE)
    assert names(session) == ["A", "C", "B"]
    press(admin, f"{PAGE}/{first}/xuong", PAGE)
    assert names(session) == ["C", "A", "B"]
    press(admin, f"{PAGE}/{third}/len", PAGE)
    assert names(session) == ["C", "A", "B"]
    press(admin, f"{PAGE}/{second}/bo", PAGE)
    assert names(session) == ["C", "A"]
    assert press(admin, f"{PAGE}/{second}/bo", PAGE).status_code == 404


def test_a_trial_is_sent_and_what_became_of_it_is_shown(session: Session, admin: FlaskClient) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    session.commit()
    assert "Chưa gửi thử lần nào" in admin.get(PAGE).text
    press(admin, f"{PAGE}/{phone.id}/thu", PAGE)
    sms = session.scalars(select(Notification)).one()
    assert (sms.template, sms.urgent, sms.recipient) == ("duty_test", True, phone.phone)
    sms.status = DeliveryStatus.DELIVERED
    session.commit()
    assert "đã đến nơi" in admin.get(PAGE).text


def test_an_auditor_reads_and_changes_nothing(app: Flask, session: Session, pack: Pack) -> None:
    (phone,) = on_duty(session, "Ama Thuột")
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    desk = at_desk(app, auditor)
    assert "Gửi thử" not in desk.get(PAGE).text
    assert press(desk, f"{PAGE}/{phone.id}/bo", PAGE).status_code == 403
