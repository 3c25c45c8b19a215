"""After the answer: the sender is asked, says no, somebody else approves the next answer, the sender says yes."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from flask import Flask
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.records import Case, Confirming, Notification, Rating
from tests.builders.rated import work_off
from tests.journeys.browsing import Person
from tests.journeys.conftest import TOKEN

Officer = Callable[[str], Person]
WORDS = "Đường thôn 5 bị sạt lở, xe máy không đi qua được, đề nghị xã cho sửa"
ANSWER = "Kính gửi bà con, xã đã cho xe chở đá lên lấp chỗ sạt, xe máy đi lại được từ sáng nay."


def _sent(app: Flask, **given: str) -> str:
    page = Person(app.test_client()).open("/gui").send("/gui", noi_dung=WORDS, **given)
    return re.search(r"EK-\d{4}-\d{3}[A-Z]", page.text)[0]  # type: ignore[index]


def _answered(code: str, officer: Officer, approver: str) -> None:
    worker = officer("officer-kt").open(f"/can-bo/ho-so/{code}")
    if worker.may("/xac-nhan"):
        worker.send("/xac-nhan").open(f"/can-bo/ho-so/{code}")
    worker.send("/trinh", tra_loi=ANSWER)
    officer(approver).open(f"/can-bo/ho-so/{code}").send("/duyet")


def _asked(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        work_off(session, now() + timedelta(days=2))


def _texts(app: Flask, number: str, body: str) -> None:
    form = {"MessageSid": number, "From": "+84905123456", "To": "+15005550006", "Body": body}
    signature = RequestValidator(TOKEN).compute_signature("http://localhost/webhooks/twilio/sms", form)
    app.test_client().post(
        "/webhooks/twilio/sms",
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature},
    )


def _ratings(app: Flask) -> list[tuple[str, int | None, bool | None]]:
    with app.app_context():
        rows = db.session.scalars(select(Rating).order_by(Rating.id))
        return [(row.by, row.level, row.solved) for row in rows]


def test_by_text_a_no_goes_to_another_approver_and_a_figure_ends_it(app: Flask, officer: Officer) -> None:
    code = _sent(app, dien_thoai="0905 123 456")
    _answered(code, officer, "head-kt")
    _asked(app)
    _texts(app, "SM1", "chua xong")
    worker = officer("officer-kt").open(f"/can-bo/ho-so/{code}").send("/trinh", tra_loi=ANSWER)
    assert worker.sees("chờ lãnh đạo duyệt")
    head = officer("head-kt").open(f"/can-bo/ho-so/{code}")
    assert not head.may("/duyet") and head.sees("Lần trước ông/bà đã duyệt")
    officer("leader").open(f"/can-bo/ho-so/{code}").send("/duyet")
    _asked(app)
    _texts(app, "SM2", "4")
    assert _ratings(app) == [("sms", None, False), ("sms", 4, None)]


def test_by_mail_the_link_needs_no_pin_and_shows_no_words(app: Flask, officer: Officer) -> None:
    code = _sent(app, email="a@example.org")
    _answered(code, officer, "head-kt")
    _asked(app)
    with app.app_context():
        body = db.session.scalars(select(Notification.body).where(Notification.template == "rate_ask")).one()
    link = urlsplit(re.search(r"https?://\S+/danh-gia/\S+", body)[0]).path  # type: ignore[index]
    reader = Person(app.test_client()).open(link)
    assert reader.sees(code) and not reader.sees("xe máy")
    reader.send("", xong="co", diem="3", loi="Làm nhanh")
    assert reader.sees("Cảm ơn bà con đã đánh giá")
    assert _ratings(app) == [("link", 3, True)]


def test_drawn_by_lot_the_clerk_asks_on_the_phone(app: Flask, officer: Officer) -> None:
    officer("clerk").open("/can-bo/duong-day-nong").send(
        "/duong-day-nong", noi_dung=WORDS, dien_thoai="0905 123 456", ket_qua="to_unit", doc_lai="1"
    )
    with app.app_context():
        code = db.session.scalars(select(Case.code)).one()
    _answered(code, officer, "head-kt")
    with app.app_context(), transaction() as session:
        session.add(Confirming(case_id=session.scalars(select(Case.id)).one(), drawn_at=now()))
    desk = "/can-bo/duong-day-nong/hoi-lai"
    assert not officer("head-kt").open(desk).sees("Đường thôn 5")
    clerk = officer("clerk").open(f"{desk}/1")
    assert clerk.sees("0905 123 456") and clerk.sees("xe chở đá")
    clerk.send("/duoc", xong="co", diem="4", loi="Bà con cảm ơn")
    assert clerk.sees("Đã ghi cuộc gọi hỏi")
    assert _ratings(app) == [("call", 4, True)]
