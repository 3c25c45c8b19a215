"""At the desk: pictures are chosen beside the text, a correction is read word by word, a picture goes at once."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.handling.public.queries import find_public_case
from feedback_service.handling.secrecy.bars import bar_case
from feedback_service.pack.model import Pack
from feedback_service.publishing.correcting import find_correction
from feedback_service.publishing.public_text import find_public_text
from feedback_service.records import Attachment, Case, PublicCorrection
from feedback_service.vocabulary import EvidenceRole, Role
from tests.builders.cases import NOW, an_officer
from tests.builders.desk import at_desk, press
from tests.builders.pictures import a_picture
from tests.builders.published import ANSWER, SUMMARY, TITLE, a_published_case, an_answered_case

DESK = "/can-bo/cong-bo"
RIGHT = {
    "tieu_de": TITLE,
    "tom_tat": SUMMARY,
    "tra_loi": ANSWER.replace("40", "60"),
    "ghi_chu": "Sửa số mét.",
    "vi_sao": "wrong",
}


@pytest.fixture
def publisher(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.PUBLISHER, "")
    session.commit()
    return at_desk(app, officer)


@pytest.fixture
def leader(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.LEADER, "")
    session.commit()
    return at_desk(app, officer)


def do(client: FlaskClient, case: Case, step: str, **fields: object) -> TestResponse:
    page = f"{DESK}/{case.code}"
    return press(client, f"{page}/{step}", page, **fields)


def correction_of(session: Session, case: Case) -> PublicCorrection | None:
    session.rollback()
    text = find_public_text(session, case)
    assert text
    return find_correction(session, text)


def test_a_correction_goes_out_by_two(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient, client: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    session.commit()
    assert do(publisher, case, "dinh-chinh", viec="trinh", revision=0, **RIGHT).status_code == 303
    assert case.code in leader.get(f"{DESK}?muc=cho-duyet").text
    page = leader.get(f"{DESK}/{case.code}").text
    assert "<del>40</del>" in page and "<ins>60</ins>" in page
    assert "60 mét" not in client.get(f"/ket-qua/{case.code}").text
    waiting = correction_of(session, case)
    assert waiting
    assert do(leader, case, "dinh-chinh/duyet", revision=waiting.revision).status_code == 303
    session.rollback()  # `client` reads in this session
    shown = client.get(f"/ket-qua/{case.code}").text
    assert "60 mét" in shown and "Sửa số mét." in shown and "40 mét" not in shown


def test_who_wrote_a_correction_finds_nothing_to_approve(
    session: Session, pack: Pack, publisher: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    session.commit()
    do(publisher, case, "dinh-chinh", viec="trinh", revision=0, **RIGHT)
    assert "dinh-chinh/duyet" not in publisher.get(f"{DESK}/{case.code}").text
    waiting = correction_of(session, case)
    assert waiting and do(publisher, case, "dinh-chinh/duyet", revision=waiting.revision).status_code == 403


def test_a_correction_without_a_note_to_the_readers_is_kept_in_its_boxes(
    session: Session, pack: Pack, publisher: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    session.commit()
    refused = do(publisher, case, "dinh-chinh", viec="trinh", revision=0, **{**RIGHT, "ghi_chu": ""})
    assert refused.status_code == 422 and "60 mét" in refused.text
    assert correction_of(session, case) is None


def test_the_later_of_two_who_correct_is_told(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient
) -> None:
    case = a_published_case(session, pack)
    session.commit()
    do(publisher, case, "dinh-chinh", viec="luu", revision=0, **RIGHT)
    told = do(leader, case, "dinh-chinh", viec="luu", revision=0, **{**RIGHT, "tieu_de": "Của người sau"})
    assert told.status_code == 409 and "Của người sau" in told.text


def test_a_correction_is_dropped(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    case = a_published_case(session, pack)
    session.commit()
    do(publisher, case, "dinh-chinh", viec="luu", revision=0, **RIGHT)
    assert do(publisher, case, "dinh-chinh/bo").status_code == 303
    assert correction_of(session, case) is None


def a_shown_picture(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient
) -> tuple[Case, Attachment]:
    case = an_answered_case(session, pack)
    picture = a_picture(session, case)
    session.commit()
    chosen = {
        "co_anh": "1",
        "anh": picture.id,
        f"vai_{picture.id}": "after",
        f"chu_{picture.id}": "Nay đã xong",
    }
    words = {name: RIGHT[name] for name in ("tieu_de", "tom_tat", "tra_loi")}
    assert do(publisher, case, "soan", viec="trinh", revision=0, **words, **chosen).status_code == 303
    session.rollback()
    text = find_public_text(session, case)
    assert text and do(leader, case, "duyet", revision=text.revision).status_code == 303
    session.rollback()
    return case, picture


def test_a_picture_is_chosen_beside_the_text(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient, client: FlaskClient
) -> None:
    case, _ = a_shown_picture(session, pack, publisher, leader)
    shown = find_public_case(session, case.code, pack)
    assert shown
    assert [(one.role, one.caption) for one in shown.photos] == [(EvidenceRole.AFTER, "Nay đã xong")]
    assert f"/ket-qua/{case.code}/anh/1.jpg" in client.get(f"/ket-qua/{case.code}").text


def test_a_picture_is_taken_away_by_one(
    session: Session, pack: Pack, publisher: FlaskClient, leader: FlaskClient, client: FlaskClient
) -> None:
    case, picture = a_shown_picture(session, pack, publisher, leader)
    refused = do(leader, case, f"go-anh/{picture.id}", vi_sao="rights", ly_do=" ")
    assert refused.status_code == 422 and client.get(f"/ket-qua/{case.code}/anh/1.jpg").status_code == 200
    assert do(leader, case, f"go-anh/{picture.id}", vi_sao="rights", ly_do="Ảnh của báo").status_code == 303
    session.rollback()
    assert client.get(f"/ket-qua/{case.code}/anh/1.jpg").status_code == 404
    assert "Ảnh của báo" in client.get("/go-bo").text


def test_a_text_begins_with_the_communes_words_and_nobody_in_them(
    session: Session, pack: Pack, publisher: FlaskClient
) -> None:
    case = an_answered_case(session, pack, text="Đường hỏng, tôi là Phan Thị Lụa, gọi 0912 000 678 nhé")
    case.subject = "Đường nhà bà Phan Thị Lụa hỏng"
    session.commit()
    page = publisher.get(f"{DESK}/{case.code}").text
    boxes = page[page.index('name="tieu_de"') :]
    assert "Bà con" in boxes and "Lụa" not in boxes and "0912" not in boxes


def test_what_is_worth_telling_says_why(session: Session, pack: Pack, publisher: FlaskClient) -> None:
    plain, pictured = an_answered_case(session, pack), an_answered_case(session, pack)
    a_picture(session, pictured, "brown", EvidenceRole.BEFORE)
    a_picture(session, pictured, "green", EvidenceRole.AFTER)
    session.commit()
    page = publisher.get(f"{DESK}?muc=dang-ke").text
    assert "có ảnh trước và sau" in page
    assert plain.code not in page or page.index(pictured.code) < page.index(plain.code)


def test_who_is_barred_from_a_case_does_not_correct_it(app: Flask, session: Session, pack: Pack) -> None:
    case, officer = a_published_case(session, pack), an_officer(session, Role.PUBLISHER, "")
    bar_case(session, case, an_officer(session, Role.LEADER, ""), officer.id, "", "Nói về người này", NOW)
    session.commit()
    client = at_desk(app, officer)
    assert client.get(f"{DESK}/{case.code}").status_code == 404
    answer = press(client, f"{DESK}/{case.code}/dinh-chinh", "/can-bo/tai-khoan", viec="luu", **RIGHT)
    assert answer.status_code == 404 and correction_of(session, case) is None
