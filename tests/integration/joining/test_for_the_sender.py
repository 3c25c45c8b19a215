"""What the sender of a merged or split case sees and does: under the own code, and nothing of anybody else."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.conversation import ask_citizen, citizen_wrote
from feedback_service.handling.joining.merging import merge_cases, unmerge
from feedback_service.handling.public.queries import glance
from feedback_service.intake.pins import pin_for
from feedback_service.intake.splitting import split_case
from feedback_service.intake.voice.look_up import told as told_on_the_phone
from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import (
    approve_public_text,
    draft_public_text,
    propose_public_text,
)
from feedback_service.publishing.shelves import Shelf, _on
from feedback_service.records import Case, Message, Notification, Officer
from feedback_service.routing.confirm import confirm_routing
from feedback_service.vocabulary import Channel, Role, Status, Visibility
from tests.builders.cases import NOW, a_case, an_officer
from tests.builders.published import ANSWER, SUMMARY, TITLE
from tests.builders.texts import said_in, send
from tests.integration.joining.test_splitting import BOTH, lamp

OTHER_PHONE = "+84905999888"
SECRET = "Xin gọi em sau 17 giờ, nhà cuối ngõ"  # what the lead's sender wrote for the office only


@pytest.fixture
def leader(session: Session, pack: Pack) -> Officer:
    return an_officer(session, Role.LEADER, "LD")


@pytest.fixture
def lead(session: Session, pack: Pack) -> Case:
    case = a_case(session, pack, name="Trần Văn Kín")
    citizen_wrote(session, case, SECRET, Channel.WEB, pack, NOW)
    return case


@pytest.fixture
def other(session: Session, pack: Pack, lead: Case, leader: Officer) -> Case:
    found = a_case(session, pack, "Đường lún quá", phone=OTHER_PHONE, phone_raw="0905999888")
    merge_cases(session, lead, found, leader, pack, NOW)
    session.commit()
    return found


@pytest.fixture(autouse=True)
def without_tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


def opened(client: FlaskClient, case: Case, of: Case | None = None) -> str:
    """With the PIN of `of`, where that is another case's."""
    first = of or case
    pin = pin_for(first.submission_id, first.code)
    answer = client.post("/tra-cuu", data={"code": case.code, "pin": pin})
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).text


def answer(session: Session, case: Case, pack: Pack, leader: Officer) -> None:
    writer = an_officer(session, Role.LEADER, "LD")
    submit_answer(session, case, writer, "Xã đã sửa xong.", 0, pack, NOW + timedelta(hours=1))
    approve_answer(session, case, leader, pack, NOW + timedelta(hours=1))


def publish(session: Session, case: Case, pack: Pack, leader: Officer) -> None:
    writer = an_officer(session, Role.PUBLISHER, "")
    draft_public_text(session, case, writer, TITLE, SUMMARY, ANSWER, 0, pack, NOW)
    propose_public_text(session, case, writer, pack, NOW)
    approve_public_text(session, case, leader, pack, NOW)
    session.commit()


def test_the_page_shows_the_leads_state_and_nothing_of_its_sender(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    unit = pack.unit_by_code["KT"].name.vi
    confirm_routing(
        session, lead, leader, pack, NOW, unit="KT", kind=lead.kind, topic=lead.topic_code, reason="đúng"
    )
    session.commit()
    page = opened(client, other)
    assert "Đang làm" in page
    assert unit in page
    assert "Đường lún quá" in page
    assert "Gộp với việc cùng nội dung" in page
    assert not {word for word in (SECRET, "Trần Văn Kín", lead.code, "đúng") if word in page}


def test_a_question_to_the_leads_sender_asks_nobody_else(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    ask_citizen(session, lead, leader, "Đoạn gần nhà ai?", pack, NOW)
    session.commit()
    page = opened(client, other)
    assert "Chờ bà con" not in page
    assert "Đoạn gần nhà ai?" not in page


def test_the_answer_stands_on_the_own_page_and_can_be_rated(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    answer(session, lead, pack, leader)
    session.commit()
    page = opened(client, other)
    assert "Xã đã sửa xong." in page
    assert "Đã trả lời" in page
    assert client.post(f"/ho-so/{other.code}/danh-gia", data={"diem": "4"}).status_code == 303
    session.rollback()
    session.refresh(other)
    assert other.rating == 4


def test_words_are_still_taken_by_web_and_by_text(
    client: FlaskClient, session: Session, lead: Case, other: Case
) -> None:
    opened(client, other)
    assert client.post(f"/ho-so/{other.code}/them", data={"them": "Nay sạt thêm"}).status_code == 303
    send(session, f"BS {other.code} nuoc ngap nua", sender=OTHER_PHONE)
    session.expire_all()
    assert sorted(said_in(session, other)) == ["Nay sạt thêm", "nuoc ngap nua"]
    assert lead.citizen_wrote_at is not None


def test_asked_by_text_it_says_that_it_is_under_way(session: Session, other: Case) -> None:
    send(session, f"TC {other.code}", sender=OTHER_PHONE)
    last = session.scalars(select(Notification).order_by(Notification.id.desc())).first()
    assert last is not None
    assert "dang xu ly chung voi viec cung noi dung, hen tra loi" in last.body


def test_asked_by_telephone_it_has_its_own_day(other: Case) -> None:
    told = told_on_the_phone(other)
    assert (told.status, told.due) == ("merged", other.promises[-1].due_on)


def test_it_can_be_taken_back(client: FlaskClient, session: Session, lead: Case, other: Case) -> None:
    opened(client, other)
    assert client.post(f"/ho-so/{other.code}/rut", data={}).status_code == 303
    session.expire_all()
    assert (other.status, lead.status) == (Status.WITHDRAWN, Status.RECEIVED)


def test_to_everybody_else_the_page_is_neutral_until_the_lead_is_published(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    plain = a_case(session, pack)
    session.commit()
    pages = [client.get(f"/ho-so/{case.code}").text.replace(case.code, "MÃ") for case in (other, plain)]
    assert pages[0] == pages[1]
    answer(session, lead, pack, leader)
    publish(session, lead, pack, leader)
    page = client.get(f"/ho-so/{other.code}").text
    assert TITLE in page
    assert ANSWER in page
    assert f'name="code" value="{other.code}"' in page, "the own PIN opens the own case from here"
    assert client.get(f"/ket-qua/{other.code}").status_code == 404, "published once, under one address"


@pytest.mark.parametrize("sealed", ["lead", "other"])
def test_what_is_sealed_shows_no_public_text(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer, lead: Case, other: Case, sealed: str
) -> None:
    answer(session, lead, pack, leader)
    publish(session, lead, pack, leader)
    {"lead": lead, "other": other}[sealed].visibility = Visibility.SEALED
    session.commit()
    assert TITLE not in client.get(f"/ho-so/{other.code}").text
    seen = glance(other.code)
    assert seen is not None
    assert not seen.lead_shown


def test_parted_again_it_is_a_case_like_any_other(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    unmerge(session, other, leader, pack, NOW)
    answer(session, lead, pack, leader)
    publish(session, lead, pack, leader)
    assert TITLE not in client.get(f"/ho-so/{other.code}").text
    page = opened(client, other)
    assert "Mới nhận" in page
    assert "Lại giải quyết riêng" in page


def test_the_publisher_is_not_asked_to_publish_the_same_twice(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    answer(session, lead, pack, leader)
    session.flush()
    assert session.scalars(select(Case).where(_on(Shelf.UNDECIDED))).all() == [lead]


def test_the_page_of_a_split_text_names_the_codes_and_one_pin_opens_them(
    client: FlaskClient, session: Session, pack: Pack, leader: Officer
) -> None:
    mother = a_case(session, pack, BOTH)
    (child,) = split_case(session, mother, [lamp()], leader, pack, NOW)
    session.commit()
    assert child.code in opened(client, mother)
    page = opened(client, child, of=mother)
    assert child.text in page
    assert "Tách riêng việc này" in page


def test_answers_of_officers_are_copied_and_words_of_citizens_are_not(
    session: Session, pack: Pack, leader: Officer, lead: Case, other: Case
) -> None:
    answer(session, lead, pack, leader)
    session.flush()
    of_other = session.scalars(select(Message.text).where(Message.case_id == other.id)).all()
    assert of_other == ["Xã đã sửa xong."]
