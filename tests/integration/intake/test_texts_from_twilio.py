"""Twilio's webhook: signed, kept raw, one case however often it comes."""

import threading
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.records import Case, InboundEvent, Message, Notification
from tests.builders.cases import load_pack

TOKEN = "12345"
ADDRESS = "/webhooks/twilio/sms"


@pytest.fixture
def app(config: Config) -> Flask:
    from dataclasses import replace

    application = create_app(replace(config, twilio_auth_token=TOKEN))
    with application.app_context():
        load_pack(db.session())
    return application


def text(
    app: Flask,
    body: str,
    sid: str = "SM1",
    sender: str = "+84905123456",
    query: str = "",
    signature: str = "",
) -> TestResponse:
    form = {"MessageSid": sid, "From": sender, "To": "+15005550006", "Body": body, "NumMedia": "0"}
    signed = RequestValidator(TOKEN).compute_signature(f"http://localhost{ADDRESS}{query}", form)
    return app.test_client().post(
        ADDRESS + query,
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature or signed},
    )


def how_many(app: Flask, record: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(record)) or 0


def replies(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Notification.template).order_by(Notification.id)))


def the_code(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(Case.code)).one()


def test_a_text_opens_a_case_and_the_answer_is_empty_twiml(app: Flask, session: Session) -> None:
    answer = text(app, "duong thon 5 lay loi qua")
    assert (answer.status_code, answer.content_type) == (200, "text/xml; charset=utf-8")
    assert answer.get_data(as_text=True).endswith("<Response/>")
    assert how_many(app, Case) == 1
    assert replies(app) == ["receipt"]


def test_a_query_with_encoded_letters_is_signed_raw(app: Flask, session: Session) -> None:
    assert text(app, "duong hu", query="?k=%C4%91&x=1").status_code == 200


@pytest.mark.parametrize("signature", ["AAAA", "không phải ascii", "DSxzRcazYeY1Odzevgwggf6OpVE="])
def test_a_forged_signature_is_refused(app: Flask, session: Session, signature: str) -> None:
    assert (
        text(app, "duong hu", signature=signature.encode("ascii", "ignore").decode() or "x").status_code
        == 403
    )
    assert how_many(app, InboundEvent) == 0


def test_a_text_delivered_five_times_at_once_opens_one_case(app: Flask, session: Session) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda: answers.append(text(app, "duong thon 5 hu").status_code))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 5
    assert (how_many(app, Case), how_many(app, InboundEvent)) == (1, 1)


def test_the_second_text_within_half_an_hour_joins_the_first(app: Flask, session: Session) -> None:
    text(app, "duong thon 5 hu", "SM1")
    text(app, "gan nha van hoa", "SM2")
    assert (how_many(app, Case), how_many(app, Message)) == (1, 1)


def test_another_phone_opens_another_case(app: Flask, session: Session) -> None:
    text(app, "duong thon 5 hu", "SM1")
    text(app, "den duong khong sang", "SM2", sender="+84905999999")
    assert how_many(app, Case) == 2


def test_commands_are_answered_and_open_nothing(app: Flask, session: Session) -> None:
    text(app, "duong thon 5 hu", "SM1")
    code = the_code(app)
    for number, body in enumerate(
        (f"TC {code}", f"bs {code} them mot cho nua", f"DG {code} 4", "HUY", "TROGIUP")
    ):
        text(app, body, f"SM-{number}")
    assert how_many(app, Case) == 1
    assert replies(app) == ["receipt", "status", "added", "not_yet_rated", "stopped", "help"]


def test_a_stranger_cannot_write_into_a_case(app: Flask, session: Session) -> None:
    text(app, "duong thon 5 hu", "SM1")
    text(app, f"BS {the_code(app)} xin dong ho so", "SM2", sender="+84905999999")
    assert how_many(app, Message) == 0
    assert replies(app)[-1] == "not_your_phone"


@pytest.mark.parametrize("sender", ["+842623123456", "02623123456"])
def test_a_landline_opens_a_case_and_gets_no_reply(app: Flask, session: Session, sender: str) -> None:
    text(app, "duong thon 5 hu", sender=sender)
    assert how_many(app, Case) == 1
    assert replies(app) == []


@pytest.mark.parametrize("sender", ["1022", "VIETTEL", "888", "19001909"])
def test_what_a_machine_sends_is_kept_and_neither_a_case_nor_answered(
    app: Flask, session: Session, sender: str
) -> None:
    text(app, "Tai khoan cua Quy khach con 2.000d", sender=sender)
    assert (how_many(app, Case), replies(app)) == (0, [])
    with app.app_context():
        event = db.session.scalars(select(InboundEvent)).one()
        assert (event.outcome, event.reason) == ("rejected", "not_a_person")


@pytest.mark.parametrize("body", ["", "   ", "\x00", "x" * 20_000, "🙂", "‮abc"])
def test_strange_bodies_are_kept_and_answered(app: Flask, session: Session, body: str) -> None:
    assert text(app, body).status_code == 200
    assert how_many(app, InboundEvent) == 1
