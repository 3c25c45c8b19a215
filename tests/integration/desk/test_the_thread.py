"""The conversation on the case page: who said what, what became of it, and what a message will cost."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.clock import now
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Message, Notification
from feedback_service.vocabulary import DeliveryStatus, Role, Status
from tests.builders.cases import a_case, an_officer
from tests.builders.desk import act, at_desk, press
from tests.builders.texts import LAMP, cases, only_case, send

SENT = now() - timedelta(hours=2)
QUESTION = "Cột nào, gần nhà ai?"


@pytest.fixture
def case(session: Session, pack: Pack) -> Case:
    send(session, LAMP, SENT)
    return only_case(session)


@pytest.fixture
def clerk(app: Flask, session: Session, pack: Pack) -> FlaskClient:
    officer = an_officer(session, Role.CLERK, "VP")
    session.commit()
    return at_desk(app, officer)


def page_of(case: Case, browser: FlaskClient) -> str:
    return browser.get(f"/can-bo/ho-so/{case.code}").text


def notification(session: Session, template: str) -> Notification:
    session.rollback()
    return session.scalars(select(Notification).where(Notification.template == template)).one()


def test_a_receipt_is_shown_as_automatic_and_never_with_the_pin(
    session: Session, case: Case, clerk: FlaskClient
) -> None:
    page = page_of(case, clerk)
    pin = notification(session, "receipt").body.partition("PIN ")[2][:4]
    assert "Báo đã nhận, kèm mã, PIN và ngày hẹn" in page
    assert f"PIN {pin}" not in page


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [
        (DeliveryStatus.CREATED, "", "đang chờ gửi"),
        (DeliveryStatus.SENT, "", "chưa có báo đến nơi"),
        (DeliveryStatus.DELIVERED, "", "đã đến máy"),
        (DeliveryStatus.UNDELIVERED, "30003", "máy tắt hoặc ngoài vùng phủ sóng (30003)"),
        (DeliveryStatus.FAILED, "21614", "số này không nhận được tin nhắn (21614)"),
        (DeliveryStatus.UNKNOWN, "", "đang hỏi lại nhà mạng"),
    ],
)
def test_what_became_of_a_message_is_said(
    session: Session, case: Case, clerk: FlaskClient, status: DeliveryStatus, code: str, words: str
) -> None:
    act(clerk, case, "hoi", hoi=QUESTION)
    sent = notification(session, "question")
    sent.status, sent.error_code, sent.provider = status, code, "twilio"
    session.commit()
    assert words in page_of(case, clerk)


def test_a_question_goes_without_accents_unless_asked_for(
    session: Session, case: Case, clerk: FlaskClient
) -> None:
    act(clerk, case, "hoi", hoi=QUESTION)
    sent = notification(session, "question")
    assert "Cot nao, gan nha ai?" in sent.body
    assert sent.segments == 1


def test_accents_are_sent_and_counted_where_they_are_asked_for(
    session: Session, case: Case, clerk: FlaskClient
) -> None:
    act(clerk, case, "hoi", hoi=QUESTION, co_dau="y")
    sent = notification(session, "question")
    assert QUESTION in sent.body
    assert sent.segments == 2


def test_a_message_that_only_tells_stops_no_clock(session: Session, case: Case, clerk: FlaskClient) -> None:
    act(clerk, case, "hoi", hoi="Chiều mai đội điện lên sửa.", viec="nhan")
    assert "Chieu mai doi dien len sua" in notification(session, "message").body
    assert only_case(session).status == Status.RECEIVED


def test_the_cost_is_said_before_anything_is_sent(
    session: Session, case: Case, clerk: FlaskClient, pack: Pack
) -> None:
    answer = act(clerk, case, "xem-truoc", hoi=QUESTION, viec="hoi")
    assert answer.status_code == 200
    assert "Cot nao, gan nha ai?" in answer.text
    assert f"1 tin · khoảng {pack.commune.sms_price} đồng" in answer.text
    assert QUESTION in answer.text
    assert session.scalars(select(Message)).all() == []


def test_the_script_hears_the_same(case: Case, clerk: FlaskClient) -> None:
    page = f"/can-bo/ho-so/{case.code}"
    token = clerk.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    told = clerk.post(
        f"{page}/xem-truoc",
        data={"csrf_token": token, "hoi": QUESTION, "co_dau": "y"},
        headers={"Accept": "application/json"},
    ).get_json()
    assert "ký tự có dấu · 2 tin" in told["size"]
    assert (told["warning"], QUESTION in told["body"]) == ("", True)


def test_words_that_do_not_fit_are_announced(case: Case, clerk: FlaskClient) -> None:
    answer = act(clerk, case, "xem-truoc", hoi="Xin bà con nói rõ. " * 60)
    assert "bà con chỉ được báo là có lời nhắn và chỗ xem" in answer.text


def test_thanks_are_read_on_the_page(session: Session, case: Case, clerk: FlaskClient) -> None:
    send(session, "cảm ơn cán bộ nhé", SENT + timedelta(minutes=90))
    assert "cảm ơn cán bộ nhé" in page_of(case, clerk)


def test_the_queue_marks_what_the_citizen_wrote_until_somebody_acts(
    session: Session, case: Case, clerk: FlaskClient
) -> None:
    act(clerk, case, "hoi", hoi=QUESTION)
    send(session, "gan nha ong Bay", now() + timedelta(days=1))
    assert "bà con vừa viết" in clerk.get("/can-bo/hang-doi").text
    act(clerk, only_case(session), "ghi-chu", ghi_chu="đã đọc")
    assert "bà con vừa viết" not in clerk.get("/can-bo/hang-doi").text


def test_the_same_words_from_other_phones_are_counted_and_linked(
    session: Session, case: Case, clerk: FlaskClient
) -> None:
    for number in range(3):
        send(session, LAMP.upper(), SENT, sender=f"+8490512340{number}")
    page = page_of(case, clerk)
    assert "4 tin từ 4 số" in page
    assert cases(session)[-1].code in page


def test_the_same_words_link_to_no_case_out_of_sight(
    app: Flask, session: Session, pack: Pack, case: Case
) -> None:
    send(session, LAMP, SENT, sender="+84905123400")
    for one, unit in zip(cases(session), ("KT", "YT"), strict=True):
        one.unit_code = unit
    officer = an_officer(session, Role.OFFICER, "KT")
    session.commit()
    page = page_of(case, at_desk(app, officer))
    assert "2 tin từ 2 số" in page
    assert cases(session)[1].code not in page


def test_other_cases_of_the_phone_are_shown_to_who_may_know_the_sender(
    session: Session, case: Case, clerk: FlaskClient
) -> None:
    send(session, "rac o chan cau khong ai gom", SENT + timedelta(minutes=50))
    assert "Số này còn 1 hồ sơ khác" in page_of(case, clerk)


def test_an_officer_learns_of_them_only_after_saying_why(app: Flask, session: Session, pack: Pack) -> None:
    first, second = a_case(session, pack), a_case(session, pack, "Rác ở chân cầu không ai gom")
    first.unit_code = second.unit_code = "KT"
    officer = an_officer(session, Role.OFFICER, "KT")
    session.commit()
    desk = at_desk(app, officer)
    assert "hồ sơ khác" not in page_of(first, desk)
    act(desk, first, "nguoi-gui", ly_do_xem="cần gọi hỏi đường")
    assert "Số này còn 1 hồ sơ khác" in page_of(first, desk)


def test_a_long_conversation_is_folded(session: Session, case: Case, clerk: FlaskClient) -> None:
    for number in range(40):
        send(session, f"tin so {number} {LAMP}", SENT + timedelta(minutes=number))
    assert "lời trước" in page_of(case, clerk)


def test_no_preview_for_who_may_not_ask(app: Flask, session: Session, case: Case) -> None:
    auditor = an_officer(session, Role.AUDITOR, "")
    session.commit()
    desk = at_desk(app, auditor)
    answer = press(desk, f"/can-bo/ho-so/{case.code}/xem-truoc", "/can-bo/hang-doi", hoi="x")
    assert answer.status_code == 403
