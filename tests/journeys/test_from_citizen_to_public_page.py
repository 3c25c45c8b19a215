"""The main job, end to end: a message comes in by each channel, is answered, approved, told and published."""

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from feedback_service.database import db
from feedback_service.records import Case, Notification
from tests.journeys.browsing import Person
from tests.journeys.conftest import TOKEN

Officer = Callable[[str], Person]
WORDS = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, gọi tôi số 0905 123 456"
PLAIN = "duong thon 5 bi sat lo, xe may khong di qua duoc, de nghi xa cho sua"
ANSWER = "Kính gửi bà con, xã đã cho xe chở đá lên lấp chỗ sạt, xe máy đi lại được từ sáng nay."


def by_web(app: Flask, words: str) -> str:
    citizen = Person(app.test_client()).open("/gui").send("/gui", noi_dung=words, dien_thoai="0905 123 456")
    found = re.search(r"EK-\d{4}-\d{3}[A-Z]", citizen.text)
    assert found
    return found[0]


def by_text(app: Flask, words: str) -> str:
    form = {"MessageSid": "SM1", "From": "+84905123456", "To": "+15005550006", "Body": words}
    signature = RequestValidator(TOKEN).compute_signature("http://localhost/webhooks/twilio/sms", form)
    answer = app.test_client().post(
        "/webhooks/twilio/sms",
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature},
    )
    assert answer.status_code == 200
    with app.app_context():
        return db.session.scalars(select(Case.code)).one()


def by_call(app: Flask, words: str, officer: Officer) -> str:
    officer("clerk").open("/can-bo/duong-day-nong").send(
        "/duong-day-nong", noi_dung=words, dien_thoai="0905 123 456", ket_qua="to_unit", doc_lai="1"
    )
    with app.app_context():
        return db.session.scalars(select(Case.code)).one()


def templates(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Notification.template).order_by(Notification.id)))


def answer_and_publish(code: str, officer: Officer) -> None:
    worker = officer("officer-kt").open(f"/can-bo/ho-so/{code}")
    worker.send("/xac-nhan")
    worker.open(f"/can-bo/ho-so/{code}").send("/trinh", tra_loi=ANSWER)
    officer("head-kt").open(f"/can-bo/ho-so/{code}").send("/duyet")
    worker.open(f"/can-bo/cong-bo/{code}").send(
        "/soan",
        tieu_de="Chỗ sạt trên đường thôn 5 đã lấp",
        tom_tat="Mưa lớn làm sạt một đoạn đường thôn.",
        tra_loi=ANSWER,
        viec="trinh",
    )
    officer("publisher").open(f"/can-bo/cong-bo/{code}").send("/duyet")


@pytest.mark.parametrize("words", [WORDS, PLAIN])
@pytest.mark.parametrize("channel", ["web", "sms", "hotline"])
def test_a_message_is_answered_and_published(
    app: Flask, citizen: Person, officer: Officer, channel: str, words: str
) -> None:
    code = (
        {"web": by_web, "sms": by_text}[channel](app, words)
        if channel != "hotline"
        else by_call(app, words, officer)
    )
    answer_and_publish(code, officer)
    assert templates(app) == ["receipt", "answer"]
    found = citizen.open("/ket-qua?q=sat duong thon")
    assert found.sees("Chỗ sạt trên đường thôn 5 đã lấp"), found.text
    assert citizen.open(f"/ket-qua/{code}").sees(ANSWER)
    assert citizen.open(f"/ho-so/{code}").sees(ANSWER)
    assert not citizen.sees("0905")
    assert not citizen.sees("gọi tôi số")


def test_the_sender_reads_adds_and_rates_after_the_pin(app: Flask, citizen: Person, officer: Officer) -> None:
    citizen.open("/gui").send("/gui", noi_dung=WORDS)
    code = re.search(r"EK-\d{4}-\d{3}[A-Z]", citizen.text)[0]  # type: ignore[index]
    pin = re.search(r"PIN\D{0,40}(\d{4})\b", citizen.text)[1]  # type: ignore[index]
    sender = Person(app.test_client()).open("/tra-cuu").send("/tra-cuu", code=code.lower(), pin=pin)
    assert sender.sees("xe máy không đi qua được")
    sender.send("/them", them="Sáng nay sạt thêm một đoạn nữa")
    assert sender.sees("sạt thêm một đoạn")
    answer_and_publish(code, officer)
    sender.open(f"/ho-so/{code}").send("/danh-gia", diem="4")
    with app.app_context():
        assert db.session.scalars(select(Case.rating)).one() == 4


def test_the_citizen_is_asked_and_replies_by_text(app: Flask, officer: Officer) -> None:
    code = by_text(app, PLAIN)
    worker = officer("officer-kt").open(f"/can-bo/ho-so/{code}").send("/xac-nhan")
    worker.open(f"/can-bo/ho-so/{code}").send("/hoi", hoi="Chỗ sạt gần nhà ai?")
    assert templates(app)[-1] == "question"
    with app.app_context():
        assert db.session.scalars(select(Case.status)).one() == "awaiting_citizen"


def test_a_denunciation_is_nowhere_but_with_the_leader(app: Flask, citizen: Person, officer: Officer) -> None:
    code = by_web(app, "Tôi tố cáo ông trưởng thôn ăn chặn tiền hỗ trợ hộ nghèo, tôi có giấy tờ")
    assert officer("leader").open("/can-bo/hang-doi").sees(code)
    for name in ("clerk", "head-vp", "officer-vp", "auditor", "publisher"):
        person = officer(name)
        assert person.client.get(f"/can-bo/ho-so/{code}").status_code == 404
        assert code not in person.client.get("/can-bo/hang-doi").get_data(as_text=True)
    other = by_web(app, "Tôi khiếu nại quyết định xử phạt số 12 của UBND xã")
    sealed, complaint = (
        app.test_client().get(f"/ho-so/{one}").get_data(as_text=True).replace(one, "CODE")
        for one in (code, other)
    )
    assert sealed == complaint
