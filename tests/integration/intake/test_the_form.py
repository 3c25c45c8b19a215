"""The citizen's form, with everything that people and others put into it."""

import io
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service.carrier import this_carrier
from feedback_service.database import db
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Contact, Message, Notification
from tests.builders.cases import BROKEN_ROAD

pytestmark = pytest.mark.usefixtures("pack")
Send = Callable[..., TestResponse]


@pytest.fixture
def send(client: FlaskClient) -> Send:
    def post(text: str = BROKEN_ROAD, **fields: object) -> TestResponse:
        return client.post("/gui", data={"noi_dung": text, **fields}, content_type="multipart/form-data")

    return post


def the_case(app: Flask) -> Case:
    with app.app_context():
        return db.session.scalars(select(Case)).one()


def how_many(session: Session, record: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(record)) or 0


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30), exif: bytes = b"") -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, "green").save(file, kind, **({"exif": exif} if exif else {}))
    file.seek(0)
    return file


def test_a_message_becomes_a_case_and_the_receipt_shows_code_and_pin(
    client: FlaskClient, session: Session, send: Send
) -> None:
    answer = send(dien_thoai="0905 123 456", ma_gui="a" * 32)
    assert answer.status_code == 303
    code = answer.headers["Location"].removeprefix("/da-nhan/")
    page = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert re.fullmatch(r"EK-\d{4}-\d{3}[A-Z]", code)
    assert code in page
    assert re.search(r"\b\d{4}\b", page)


def test_the_pin_is_shown_only_where_the_form_was_sent(app: Flask, session: Session, send: Send) -> None:
    address = send().headers["Location"]
    assert app.test_client().get(address).status_code == 302


def test_the_form_sent_twice_is_one_case(session: Session, send: Send) -> None:
    assert send(ma_gui="a" * 32).headers["Location"] == send(ma_gui="a" * 32).headers["Location"]
    assert how_many(session, Case) == 1


def test_other_words_under_the_same_id_are_added(session: Session, send: Send) -> None:
    send(ma_gui="a" * 32)
    for _ in range(2):
        send("Đường thôn 5 còn sạt thêm một đoạn nữa", ma_gui="a" * 32)
    assert (how_many(session, Case), how_many(session, Message)) == (1, 1)


@pytest.mark.parametrize("text", ["", "   ", "hư", "a" * 10_001, "\x00\x00\x00\x00\x00\x00"])
def test_too_little_or_too_much_is_said_beside_the_field(session: Session, send: Send, text: str) -> None:
    answer = send(text, ho_ten="Y Bhok Niê")
    assert answer.status_code == 422
    assert "Y Bhok Niê" in answer.get_data(as_text=True)
    assert how_many(session, Case) == 0


@pytest.mark.parametrize(
    "text",
    [
        "a" * 10_000,
        "đường\x00 hư quá",
        "😡😡😡😡😡",
        "‮gnouđ hư quá‬ rồi",
        "<script>alert(1)</script>",
        "'; DROP TABLE cases; --",
    ],
)
def test_strange_words_are_kept(app: Flask, session: Session, send: Send, text: str) -> None:
    assert send(text).status_code == 303
    assert the_case(app).text == text.replace("\x00", "")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dien_thoai", "0905 12"),
        ("dien_thoai", "gọi cho tôi"),
        ("email", "khong phai thu"),
        ("dia_ban", "khong-co"),
        ("vi_do", "bắc"),
        ("kinh_do", "999"),
        ("vi_do", "nan"),
        ("ho_ten", "A" * 61),
    ],
)
def test_a_wrong_field_is_an_error_and_all_stays_typed(
    session: Session, send: Send, field: str, value: str
) -> None:
    answer = send(**{field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert BROKEN_ROAD in page
    assert f'id="{field}-loi"' in page or "Tọa độ chưa đúng" in page
    assert how_many(session, Case) == 0


def test_nothing_about_an_anonymous_sender_is_stored(session: Session, send: Send) -> None:
    assert send(an_danh="1", ho_ten="Nguyễn Văn A", dien_thoai="0905 123 456").status_code == 303
    assert how_many(session, Contact) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_are_made_anew_and_lose_their_place(
    app: Flask, session: Session, send: Send, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "gps of somebodys house"
    assert send(tep=(photo(kind, exif=exif.tobytes()), "anh.jpg")).status_code == 303
    with app.app_context():
        kept = db.session.scalars(select(Attachment)).one()
        content = this_carrier().files.open(kept.sha256).read()
    assert kept.media_type == "image/jpeg"
    assert b"somebodys" not in content


def test_a_pdf_is_kept(session: Session, send: Send) -> None:
    assert send(tep=(io.BytesIO(b"%PDF-1.4\n%%EOF"), "don.pdf")).status_code == 303
    assert how_many(session, Attachment) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00 this is a program", "anh.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "anh.png"),
        (b"\xff\xd8\xff\xe0 broken", "anh.jpg"),
        (b"", "trong.jpg"),
        (b"x" * (10 * 1024 * 1024 + 1), "to.jpg"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_words_stay(
    session: Session, send: Send, content: bytes, name: str
) -> None:
    answer = send(tep=(io.BytesIO(content), name))
    assert answer.status_code == 422
    assert BROKEN_ROAD in answer.get_data(as_text=True)
    assert how_many(session, Case) == 0


def test_a_sixth_file_is_too_many(session: Session, send: Send) -> None:
    assert send(tep=[(photo(), f"{n}.jpg") for n in range(6)]).status_code == 422


def test_the_form_speaks_english_and_remembers_it(client: FlaskClient, session: Session, pack: Pack) -> None:
    assert 'lang="en"' in client.get("/gui?lang=en").get_data(as_text=True)
    assert 'lang="en"' in client.get("/gui").get_data(as_text=True)
    assert "<title>Make a report or a suggestion" in client.get("/gui").get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "own", "wtforms"),
    [
        ("vi", "Số này chưa gọi được.", "Dài quá 300 chữ cái."),
        ("en", "This number cannot be called.", "Field cannot be longer than 300 characters."),
    ],
)
def test_what_is_wrong_is_said_in_the_language_of_the_page(
    client: FlaskClient, send: Send, language: str, own: str, wtforms: str
) -> None:
    client.set_cookie("lang", language)
    page = send(dien_thoai="12", dia_diem="x" * 301).get_data(as_text=True)
    assert (own in page, wtforms in page) == (True, True)


@pytest.mark.parametrize(("language", "words"), [("vi", "Hen tra loi"), ("en", "Answer by")])
def test_who_wrote_in_a_language_is_told_in_it(
    app: Flask, client: FlaskClient, send: Send, language: str, words: str
) -> None:
    client.set_cookie("lang", language)
    send(dien_thoai="0905 123 456")
    with app.app_context():
        told = db.session.scalars(select(Notification.body)).one()
    assert words in told


def test_a_body_beyond_all_limits_is_refused_in_words(client: FlaskClient, session: Session) -> None:
    answer = client.post(
        "/gui", data=b"x", headers={"Content-Length": str(10**9)}, content_type="multipart/form-data"
    )
    assert answer.status_code in {400, 413, 422}
