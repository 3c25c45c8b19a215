"""SMSGate's webhook: signed, kept raw, answered after the commit."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from feedback_service import create_app
from feedback_service.carrier.smsgate_webhooks import sign
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.records import Alarm, GatewayBeat, InboundEvent
from feedback_service.vocabulary import AlarmKind
from tests.builders.cases import load_pack
from tests.builders.texts import LAMP, cases, ends, only_case

KEY = "k3yk3y12"
HOUR = 3600


@pytest.fixture
def app(config: Config) -> Flask:
    application = create_app(replace(config, smsgate_signing_key=KEY))
    with application.app_context():
        load_pack(db.session())
    return application


def post(app: Flask, document: dict[str, Any], *, key: str = KEY, clock_off: int = 0) -> TestResponse:
    raw = json.dumps(document, ensure_ascii=False).encode()
    stamp = int(datetime.now(UTC).timestamp()) + clock_off
    return app.test_client().post(
        "/webhooks/smsgate", data=raw, content_type="application/json", headers=sign(raw, key, stamp)
    )


def a_text(body: str = LAMP, sent_at: datetime | None = None, **given: Any) -> dict[str, Any]:
    when = (sent_at or datetime.now(UTC)).replace(microsecond=0)
    payload = {"message": body, "sender": "0905123456", "receivedAt": when.isoformat(), **given}
    return {"id": "Ey6", "deviceId": "d1", "event": "sms:received", "webhookId": "w1", "payload": payload}


def a_ping() -> dict[str, Any]:
    health = {"status": "pass", "checks": {"battery:level": {"observedValue": 87}}}
    return {"id": "P1", "deviceId": "d1", "event": "system:ping", "payload": {"health": health}}


def test_a_text_from_the_phone_opens_a_case(app: Flask, session: Session) -> None:
    assert post(app, a_text()).status_code == 204
    assert only_case(session).text == LAMP


def test_the_same_text_signed_anew_is_one_case(app: Flask, session: Session) -> None:
    document = a_text()
    for later in range(3):
        assert post(app, document, clock_off=later).status_code == 204
    assert ends(session) == ["opened"]


def test_a_wrong_key_is_refused(app: Flask, session: Session) -> None:
    assert post(app, a_text(), key="other").status_code == 403
    assert session.scalars(select(InboundEvent)).all() == []


def test_a_text_keeps_the_time_at_which_it_was_sent(app: Flask, session: Session) -> None:
    sent = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    post(app, a_text(sent_at=sent))
    assert only_case(session).sent_at == sent


@pytest.mark.parametrize("off", [-2 * HOUR, 2 * HOUR])
def test_a_wrong_clock_loses_nothing_and_is_told(app: Flask, session: Session, off: int) -> None:
    assert post(app, a_text(), clock_off=off).status_code == 204
    assert len(cases(session)) == 1
    alarm = session.scalars(select(Alarm)).one()
    assert (alarm.kind, alarm.ended_at) == (AlarmKind.CLOCK_WRONG, None)


def test_a_clock_that_is_right_again_ends_the_alarm(app: Flask, session: Session) -> None:
    post(app, a_ping(), clock_off=2 * HOUR)
    post(app, a_ping())
    assert session.scalars(select(Alarm)).one().ended_at is not None


def test_a_ping_is_a_sign_of_life(app: Flask, session: Session) -> None:
    post(app, a_ping())
    beat = session.scalars(select(GatewayBeat)).one()
    assert (beat.device, beat.details["battery"]) == ("d1", 87)


@pytest.mark.parametrize(
    "document",
    [
        {"id": "M", "deviceId": "d1", "event": "mms:received", "payload": {"subject": "x"}},
        {"id": "S", "deviceId": "d1", "event": "sms:delivered", "payload": {"messageId": "of-another"}},
        {"what": "else"},
    ],
)
def test_what_we_do_not_know_is_kept_and_accepted(
    app: Flask, session: Session, document: dict[str, Any]
) -> None:
    assert post(app, document).status_code == 204
    assert post(app, document, clock_off=1).status_code == 204
    kept = session.scalars(select(InboundEvent)).one()
    assert json.loads(kept.body) == document
    assert cases(session) == []


def test_pieces_of_an_older_phone_are_put_together(app: Flask, session: Session) -> None:
    start = datetime.now(UTC) - timedelta(minutes=5)
    for number, words in ((2, "xe may khong qua duoc"), (1, "Duong thon 5 bi sat lo")):
        post(app, a_text(f"({number}/2) {words}", start + timedelta(seconds=number)))
    assert only_case(session).text == "Duong thon 5 bi sat lo xe may khong qua duoc"
