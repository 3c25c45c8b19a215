"""Looking up by code and PIN: who gets in, who is locked out, and what the sender may do."""

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.notes import add_note
from feedback_service.intake.codes import check_letter
from feedback_service.intake.looking_up import Opening, open_with_pin
from feedback_service.intake.pins import pin_for
from feedback_service.records import Attachment, Case, Message
from feedback_service.vocabulary import Role, Status
from tests.builders.cases import BROKEN_ROAD, DENUNCIATION, NOW, a_case, an_officer, load_pack
from tests.builders.published import an_answered_case

UNKNOWN = f"EK-1234-567{check_letter('1234567')}"


def pin_of(case: Case) -> str:
    return pin_for(case.submission_id, case.code)


def wrong_pin(case: Case) -> str:
    return f"{(int(pin_of(case)) + 1) % 10_000:04d}"


def opened(client: FlaskClient, case: Case) -> str:
    answer = client.post("/tra-cuu", data={"code": case.code, "pin": pin_of(case)})
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).get_data(as_text=True)


@pytest.fixture(autouse=True)
def without_tokens(app: object) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", [BROKEN_ROAD, DENUNCIATION])
def test_the_pin_opens_the_own_words(client: FlaskClient, session: Session, text: str) -> None:
    case = a_case(session, load_pack(session), text)
    session.commit()
    assert text not in client.get(f"/ho-so/{case.code}").get_data(as_text=True)
    assert text in opened(client, case)


def test_a_code_is_read_however_it_is_typed(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    for typed in (case.code.lower(), case.code.replace("-", " "), case.code[3:].replace("-", "")):
        answer = client.post("/tra-cuu", data={"code": typed, "pin": ""})
        assert answer.headers["Location"] == f"/ho-so/{case.code}"
        assert client.get(f"/ho-so/{typed}", follow_redirects=True).status_code == 200


def test_a_code_that_cannot_be_one_is_told_beside_the_box(client: FlaskClient, session: Session) -> None:
    load_pack(session)
    answer = client.post("/tra-cuu", data={"code": "EK-1", "pin": ""})
    assert answer.status_code == 422
    assert "EK-1" in answer.get_data(as_text=True)
    assert client.post("/tra-cuu", data={"code": UNKNOWN}).status_code == 404
    assert client.get("/ho-so/khong-co").status_code == 404


def test_five_wrong_pins_lock_the_code_for_a_quarter_of_an_hour(session: Session) -> None:
    case = a_case(session, load_pack(session))
    for _ in range(5):
        assert open_with_pin(session, case.code, wrong_pin(case), NOW).outcome == Opening.WRONG
    for minutes, outcome in ((0, Opening.LOCKED), (14, Opening.LOCKED), (15, Opening.OPEN)):
        moment = NOW + timedelta(minutes=minutes)
        assert open_with_pin(session, case.code, pin_of(case), moment).outcome == outcome


def test_a_right_pin_forgives_the_wrong_ones(session: Session) -> None:
    case = a_case(session, load_pack(session))
    for _ in range(3):
        for _ in range(4):
            open_with_pin(session, case.code, wrong_pin(case), NOW)
        assert open_with_pin(session, case.code, pin_of(case), NOW).outcome == Opening.OPEN


def test_unknown_codes_answer_and_lock_like_known_ones(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    pages: list[list[tuple[int, str]]] = []
    for code in (case.code, UNKNOWN):
        tries = [client.post("/tra-cuu", data={"code": code, "pin": wrong_pin(case)}) for _ in range(7)]
        pages.append([(one.status_code, one.get_data(as_text=True).replace(code, "")) for one in tries])
    assert [status for status, _ in pages[0]] == [422] * 5 + [429] * 2
    assert pages[0] == pages[1]


def test_another_browser_sees_only_the_public_status(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    stranger = client.application.test_client()
    assert BROKEN_ROAD not in stranger.get(f"/ho-so/{case.code}").get_data(as_text=True)
    for name in ("them", "danh-gia", "mo-lai", "rut"):
        assert (
            stranger.post(f"/ho-so/{case.code}/{name}", data={"them": "x", "ly_do": "x"}).status_code == 303
        )
    session.refresh(case)
    assert case.status == Status.RECEIVED
    assert session.scalars(select(Message)).all() == []


def test_the_own_view_is_kept_by_nobody(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    answer = client.get(f"/ho-so/{case.code}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers


def test_closing_the_view_closes_it(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    client.post(f"/ho-so/{case.code}/dong")
    assert BROKEN_ROAD not in client.get(f"/ho-so/{case.code}").get_data(as_text=True)


def test_notes_between_officers_are_not_in_the_own_view(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    add_note(session, case, an_officer(session, Role.LEADER), "Chỉ cán bộ biết", NOW)
    session.commit()
    assert "Chỉ cán bộ biết" not in opened(client, case)


def test_words_sent_twice_are_added_once(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    for _ in range(2):
        client.post(f"/ho-so/{case.code}/them", data={"them": "Còn hố nữa", "ma_gui": "a" * 32})
    assert [message.text for message in session.scalars(select(Message))] == ["Còn hố nữa"]
    assert "Còn hố nữa" in client.get(f"/ho-so/{case.code}").get_data(as_text=True)


def test_a_picture_may_be_added_and_only_the_sender_sees_it(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(picture, "JPEG")
    picture.seek(0)
    client.post(f"/ho-so/{case.code}/them", data={"them": "Ảnh đây", "tep": (picture, "nhà tôi.jpg")})
    kept = session.scalars(select(Attachment)).one()
    address = f"/ho-so/{case.code}/tep/{kept.id}"
    assert client.get(address).content_type == "image/jpeg"
    assert client.application.test_client().get(address).status_code == 404


def test_empty_words_are_refused_beside_the_box(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    answer = client.post(f"/ho-so/{case.code}/them", data={"them": "  "})
    assert answer.status_code == 422
    assert BROKEN_ROAD in answer.get_data(as_text=True)


def test_an_answered_case_is_rated_and_reopened(client: FlaskClient, session: Session) -> None:
    from feedback_service.clock import now

    case = an_answered_case(session, load_pack(session), now=now() - timedelta(hours=3))
    session.commit()
    opened(client, case)
    client.post(f"/ho-so/{case.code}/danh-gia", data={"diem": "3", "loi": "Làm nhanh"})
    session.refresh(case)
    assert case.rating == 3
    assert client.post(f"/ho-so/{case.code}/mo-lai", data={"ly_do": ""}).status_code == 422
    client.post(f"/ho-so/{case.code}/mo-lai", data={"ly_do": "Còn một hố"})
    session.refresh(case)
    assert case.status == Status.IN_PROGRESS


def test_an_open_case_is_taken_back(client: FlaskClient, session: Session) -> None:
    case = a_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    client.post(f"/ho-so/{case.code}/rut", data={"ly_do_rut": "Đã tự xong"})
    session.refresh(case)
    assert case.status == Status.WITHDRAWN
    assert client.post(f"/ho-so/{case.code}/rut", data={}).status_code == 409


def test_the_own_view_speaks_english_too(client: FlaskClient, session: Session) -> None:
    case = an_answered_case(session, load_pack(session))
    session.commit()
    opened(client, case)
    assert 'lang="en"' in client.get(f"/ho-so/{case.code}?lang=en").get_data(as_text=True)
