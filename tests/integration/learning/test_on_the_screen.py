"""The page of models: who may look, what it says, going back, training now; no words of any case on it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Job, RoutingModel
from feedback_service.routing.learning.switching import switch_to_shipped
from feedback_service.vocabulary import ModelState, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.learning import a_lesson, a_trained_one

PAGE = "/can-bo/quan-tri/mo-hinh"


def at_the_desk_of(app: Flask, session: Session, pack: Pack, role: Role) -> FlaskClient:
    officer = an_officer(session, role, pack.commune.triage_unit, name="Y Quản Trị")
    session.commit()
    return at_desk(app, officer)


@pytest.fixture
def admin(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    return at_the_desk_of(app, session, pack, Role.ADMIN)


def test_before_anything_was_learned_the_shipped_one_is_in_force(admin: FlaskClient) -> None:
    page = admin.get(PAGE).text
    assert "Bản giao kèm phần mềm" in page and "đang dùng" in page
    assert "0 bài mới" in page and "Đủ 20 bài mới" in page


def test_the_one_in_force_stands_beside_the_one_before(admin: FlaskClient, session: Session) -> None:
    a_trained_one(session, ModelState.IN_FORCE)
    session.commit()
    page = admin.get(PAGE).text
    assert "chọn đúng đơn vị 411 câu, bản trước đó 400 câu" in page
    assert "120 bài của cán bộ xã" in page and "31 bài sửa lại máy" in page
    assert "đúng nhiều hơn trên những bài để riêng" in page


def test_it_says_when_the_one_in_force_cannot_be_used(admin: FlaskClient, session: Session) -> None:
    a_trained_one(session, ModelState.IN_FORCE)
    session.commit()
    assert "không đọc được" in admin.get(PAGE).text


def test_a_refused_one_says_why_and_cannot_be_chosen(admin: FlaskClient, session: Session) -> None:
    a_trained_one(session, ModelState.REFUSED, "danger units")
    session.commit()
    page = admin.get(PAGE).text
    assert "bỏ sót câu báo nguy hiểm" in page and "không dùng" in page
    assert "Quay lại bản này" not in page


def test_an_administrator_goes_back(admin: FlaskClient, session: Session) -> None:
    earlier = a_trained_one(session)
    session.commit()
    assert press(admin, f"{PAGE}/{earlier}/quay-lai", PAGE).status_code == 303
    row = session.get_one(RoutingModel, earlier, populate_existing=True)
    assert row.state == ModelState.IN_FORCE
    assert press(admin, f"{PAGE}/0/quay-lai", PAGE).status_code == 303
    session.rollback()
    newest = session.scalars(select(RoutingModel).order_by(RoutingModel.id.desc())).first()
    assert newest is not None and (newest.origin, newest.state) == ("shipped", ModelState.IN_FORCE)
    assert "Y Quản Trị" in admin.get(PAGE).text


def test_a_model_that_is_not_there_is_none_to_go_back_to(admin: FlaskClient, session: Session) -> None:
    refused = a_trained_one(session, ModelState.REFUSED)
    session.commit()
    for number in (refused, 999):
        assert press(admin, f"{PAGE}/{number}/quay-lai", PAGE).status_code == 404


def test_training_is_asked_for_once(admin: FlaskClient, session: Session) -> None:
    assert press(admin, f"{PAGE}/huan-luyen", PAGE).status_code == 303
    (job,) = session.scalars(select(Job).where(Job.name == "retrain_as_asked"))
    assert list(job.arguments) == ["officer"]
    assert "Đang huấn luyện" in admin.get(PAGE).text


def test_an_auditor_reads_and_an_officer_does_not(app: Flask, session: Session, pack: Pack) -> None:
    switch_to_shipped(session, NOW, "back")
    a_trained_one(session)
    auditor = at_the_desk_of(app, session, pack, Role.AUDITOR)
    page = auditor.get(PAGE)
    assert page.status_code == 200
    assert "Quay lại bản này" not in page.text and "Huấn luyện ngay" not in page.text
    assert auditor.post(f"{PAGE}/huan-luyen").status_code in {400, 403}
    assert at_the_desk_of(app, session, pack, Role.OFFICER).get(PAGE).status_code == 403


def test_no_words_of_a_case_stand_on_it(admin: FlaskClient, session: Session, pack: Pack) -> None:
    a_lesson(session, pack, "chuyện cái giếng ba đời nhà tôi", "KT", NOW + timedelta(hours=1))
    session.commit()
    page = admin.get(PAGE).text
    assert "1 bài mới" in page and "giếng" not in page
