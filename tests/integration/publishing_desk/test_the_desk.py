"""The publishing desk: one writes, another lets out; two at once are told; personal data stays inside."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.pack.model import Pack
from feedback_service.records import Case, PublicText
from feedback_service.vocabulary import Publication, Role
from tests.builders.cases import DENUNCIATION, a_case, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.published import TITLE, a_drafted_case, a_published_case, an_answered_case
from tests.builders.sealed import opened

DESK = "/can-bo/cong-bo"
WRITTEN = {"tieu_de": "Đường đã đi lại được", "tom_tat": "Đường bị sạt.", "tra_loi": "Xã đã đắp lại lề."}


@pytest.fixture
def publisher(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.PUBLISHER, pack.commune.publishing_unit)
    session.commit()
    return at_desk(app, officer)


@pytest.fixture
def leader(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.LEADER, pack.commune.sealed_unit)
    session.commit()
    return at_desk(app, officer)


def do(client: FlaskClient, case: Case, step: str, **fields: object) -> TestResponse:
    page = f"{DESK}/{case.code}"
    return press(client, f"{page}/{step}", page, **fields)


def state(session: Session, case: Case) -> Publication:
    session.rollback()
    session.refresh(case)
    return case.publication


def the_text(session: Session, case: Case) -> PublicText:
    session.rollback()
    return session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one()


def test_an_answered_case_waits_to_be_decided(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    case = an_answered_case(session, pack)
    open_case = a_case(session, pack)
    session.commit()
    page = publisher.get(f"{DESK}?muc=chua-quyet").text
    assert case.code in page and open_case.code not in page


def test_the_citizens_words_are_marked_and_are_not_the_draft(
    session: Session, pack: Pack, publisher: FlaskClient
) -> None:
    case = an_answered_case(session, pack, text="Đường hỏng, tôi là Phan Thị Lụa, gọi tôi 0912 000 678 nhé")
    session.commit()
    page = publisher.get(f"{DESK}/{case.code}").text
    assert '<mark class="pii">0912 000 678</mark>' in page
    assert "0912" not in "".join(re.findall(r"<textarea.*?</textarea>", page, re.S))


def test_a_proposal_waits_for_the_second_person(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    case = an_answered_case(session, pack)
    session.commit()
    assert do(publisher, case, "soan", viec="trinh", revision=0, **WRITTEN).status_code == 303
    assert state(session, case) == Publication.PROPOSED
    assert WRITTEN["tieu_de"] in publisher.get(f"{DESK}?muc=cho-duyet").text


def test_a_draft_may_be_half_written_and_a_proposal_may_not(
    session: Session, pack: Pack, publisher: FlaskClient
) -> None:
    case = an_answered_case(session, pack)
    session.commit()
    half = {**WRITTEN, "tom_tat": ""}
    refused = do(publisher, case, "soan", viec="trinh", revision=0, **half)
    assert refused.status_code == 422 and WRITTEN["tieu_de"] in refused.text
    assert do(publisher, case, "soan", viec="luu", revision=0, **half).status_code == 303


def test_who_wrote_it_does_not_let_it_out(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    case = an_answered_case(session, pack)
    session.commit()
    do(publisher, case, "soan", viec="trinh", revision=0, **WRITTEN)
    text = the_text(session, case)
    assert do(publisher, case, "duyet", revision=text.revision).status_code == 403
    assert state(session, case) == Publication.PROPOSED


def test_the_second_person_publishes(session: Session, pack: Pack, leader: FlaskClient) -> None:
    case = a_drafted_case(session, pack)
    session.commit()
    assert do(leader, case, "duyet", revision=the_text(session, case).revision).status_code == 303
    assert state(session, case) == Publication.PUBLISHED


def test_a_text_that_changed_under_the_approvers_eyes_is_not_published(
    session: Session, pack: Pack, leader: FlaskClient
) -> None:
    case = a_drafted_case(session, pack)
    session.commit()
    assert do(leader, case, "duyet", revision=the_text(session, case).revision - 1).status_code == 409
    assert state(session, case) == Publication.PROPOSED


def test_what_would_tell_who_it_was_is_named_and_stays_inside(
    session: Session, pack: Pack, leader: FlaskClient
) -> None:
    case = a_drafted_case(session, pack, answer="Hỏi thêm gọi ông Trần Văn Tám 0912 000 678.")
    session.commit()
    refused = do(leader, case, "duyet", revision=the_text(session, case).revision)
    assert refused.status_code == 422
    assert "0912 000 678" in refused.text and "số điện thoại" in refused.text
    assert state(session, case) == Publication.PROPOSED


def test_the_later_of_two_writers_is_told_and_keeps_his_words(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient
) -> None:
    case = an_answered_case(session, pack)
    session.commit()
    do(publisher, case, "soan", viec="luu", revision=0, **WRITTEN)
    mine = {**WRITTEN, "tieu_de": "Tên của người sau"}
    told = do(leader, case, "soan", viec="luu", revision=0, **mine)
    assert told.status_code == 409
    assert "Tên của người sau" in told.text and WRITTEN["tieu_de"] in told.text
    assert the_text(session, case).title == WRITTEN["tieu_de"]
    shown = re.search(r'name="revision" value="(\d+)"', told.text)
    assert shown and do(leader, case, "soan", viec="luu", revision=shown[1], **mine).status_code == 303


@pytest.mark.parametrize("step", ["tra-lai", "khong-dang"])
def test_no_without_a_reason_is_no_answer(
    session: Session, pack: Pack, leader: FlaskClient, step: str
) -> None:
    case = a_drafted_case(session, pack)
    session.commit()
    refused = do(leader, case, step, ly_do=" ")
    assert (refused.status_code, state(session, case)) == (422, Publication.PROPOSED)
    assert f"ly-do-{step}-loi" in refused.text


def test_a_text_handed_back_says_why(session: Session, pack: Pack, leader: FlaskClient) -> None:
    case = a_drafted_case(session, pack)
    session.commit()
    do(leader, case, "tra-lai", ly_do="Bỏ tên trường")
    assert state(session, case) == Publication.DRAFTED
    assert "Bỏ tên trường" in leader.get(f"{DESK}/{case.code}").text


def test_a_case_is_kept_from_the_public_with_a_reason(
    session: Session, pack: Pack, leader: FlaskClient
) -> None:
    case = an_answered_case(session, pack)
    session.commit()
    do(leader, case, "khong-dang", ly_do="Chỉ một nhà")
    assert state(session, case) == Publication.DECLINED
    assert case.code in leader.get(f"{DESK}?muc=khong-dang").text


def test_what_was_published_is_withdrawn_by_one_person(
    session: Session, pack: Pack, leader: FlaskClient, client: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    session.commit()
    assert TITLE in client.get("/ket-qua").text
    assert do(leader, case, "go", ly_do="Sai số liệu").status_code == 303
    assert state(session, case) == Publication.WITHDRAWN
    assert TITLE not in client.get("/ket-qua").text


def test_a_sealed_case_never_lies_on_the_desk(session: Session, pack: Pack, leader: FlaskClient) -> None:
    case = an_answered_case(session, pack, text=DENUNCIATION)
    session.commit()
    assert case.code not in leader.get(f"{DESK}?muc=chua-quyet").text
    assert opened(leader, case).get(f"{DESK}/{case.code}").status_code == 409


@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR, Role.OFFICER])
def test_who_may_not_approve_cannot(app: Flask, session: Session, pack: Pack, role: Role) -> None:
    case = a_drafted_case(session, pack)
    officer = an_officer(session, role, "KT")
    session.commit()
    own_page = "/can-bo/quan-tri" if role == Role.ADMIN else DESK
    answer = press(at_desk(app, officer), f"{DESK}/{case.code}/duyet", own_page, revision=1)
    assert (answer.status_code, state(session, case)) == (403, Publication.PROPOSED)


def test_the_auditor_reads_and_finds_nothing_to_press(app: Flask, session: Session, pack: Pack) -> None:
    case = a_drafted_case(session, pack)
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    page = at_desk(app, auditor).get(f"{DESK}/{case.code}")
    assert page.status_code == 200
    assert f'action="{DESK}' not in page.text
