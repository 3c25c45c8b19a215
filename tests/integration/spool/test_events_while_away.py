"""Texts and receipts while the database is away: 2xx at once, taken in afterwards, in order, each once."""

from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from twilio.request_validator import RequestValidator

from feedback_service import clock
from feedback_service.intake.spooling import drain
from feedback_service.records import Alarm, Case, InboundEvent, Message
from feedback_service.spool import Spool
from feedback_service.vocabulary import AlarmKind
from tests.builders.away import database_away
from tests.builders.cases import BROKEN_ROAD
from tests.integration.spool.conftest import TOKEN


def post(app: Flask, path: str, **form: str) -> int:
    signed = RequestValidator(TOKEN).compute_signature(f"http://localhost{path}", form)
    answer = app.test_client().post(
        path,
        data=urlencode(form),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signed},
    )
    return answer.status_code


def text(app: Flask, number: int, body: str = BROKEN_ROAD, sender: str = "") -> int:
    sender = sender or f"+8490512{number:04d}"
    return post(app, "/webhooks/twilio/sms", MessageSid=f"SM{number}", From=sender, Body=body)


def run(app: Flask, *command: str) -> str:
    with app.app_context():
        return app.test_cli_runner().invoke(args=command).output


def events(session: Session) -> list[InboundEvent]:
    session.rollback()
    return list(session.scalars(select(InboundEvent).order_by(InboundEvent.id)))


def how_many(session: Session, record: type) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(record)) or 0


def test_texts_are_taken_in_in_the_order_in_which_they_came(app: Flask, session: Session) -> None:
    before = clock.now()
    with database_away(app):
        assert [text(app, number) for number in range(5)] == [200] * 5
        between = clock.now()
        assert drain(app) == 0
    assert drain(app) == 5
    told = [(event.event_id, event.source, before <= event.sent_at <= between) for event in events(session)]  # type: ignore[operator]
    assert told == [(f"SM{number}", "spooled", True) for number in range(5)]
    assert how_many(session, Case) == 5


def test_a_text_delivered_again_and_again_opens_one_case(app: Flask, session: Session) -> None:
    text(app, 1)
    with database_away(app):
        assert [text(app, number) for number in (1, 2, 2)] == [200] * 3
    text(app, 2)
    drain(app)
    assert (how_many(session, InboundEvent), how_many(session, Case)) == (2, 2)


def test_the_second_text_of_a_phone_stays_the_second(app: Flask, session: Session) -> None:
    phone = "+84905123456"
    with database_away(app):
        text(app, 1, BROKEN_ROAD, phone)
    text(app, 2, "Đoạn trước nhà văn hóa là nặng nhất", phone)
    drain(app)
    assert [event.outcome for event in events(session)] == ["opened", "joined"]
    assert how_many(session, Message) == 1


def test_without_a_worker_the_next_who_comes_takes_in_those_before(app: Flask, session: Session) -> None:
    with database_away(app):
        text(app, 1)
    app.extensions.pop("spooling", None)  # the pause after the last try in vain is over
    text(app, 2)
    assert [event.event_id for event in events(session)] == ["SM1", "SM2"]


def test_receipts_are_kept_too(app: Flask, session: Session) -> None:
    with database_away(app):
        assert post(app, "/webhooks/twilio/status", MessageSid="SM9", MessageStatus="delivered") == 204
    drain(app)
    (event,) = events(session)
    assert (event.provider, event.event_id, event.outcome) == ("twilio-status", "SM9:delivered", "unmatched")


def test_what_cannot_be_taken_in_is_set_aside_with_an_alarm_and_the_rest_goes_on(
    app: Flask, session: Session, spool: Spool
) -> None:
    with database_away(app):
        text(app, 1)
        spool.put("text", {"no": "text at all"})
        spool.put("from-the-future".replace("-", ""), {})
        text(app, 2)
    drain(app)
    assert [event.event_id for event in events(session)] == ["SM1", "SM2"]
    assert (len(spool.items()), len(spool.items_set_aside())) == (0, 2)
    assert list(session.scalars(select(Alarm.kind))) == [AlarmKind.SPOOL] * 2


def test_what_was_set_aside_is_tried_again_when_a_person_says_so(
    app: Flask, session: Session, spool: Spool
) -> None:
    with database_away(app):
        text(app, 1)
    (item,) = spool.items()
    spool.set_aside(item)
    assert run(app, "drain", "--again").startswith("Taken in: 1.")
    assert [event.event_id for event in events(session)] == ["SM1"]


def test_readiness_and_the_doctor_tell_what_waits(app: Flask, client: FlaskClient, spool: Spool) -> None:
    with database_away(app):
        text(app, 1)
        answer = client.get("/readyz")
        said = run(app, "doctor")
    check = answer.get_json()["checks"]["spool"]
    assert (answer.status_code, answer.get_json()["failed"]) == (503, ["database"])
    assert (check["ok"], check["waiting"], check["set_aside"]) == (True, 1, 0)
    assert "1 wait" in said


def test_with_the_disk_full_a_gateway_is_told_to_come_again(app: Flask, spool: Spool) -> None:
    app.extensions["spool"] = Spool(app.config["DATA_DIR"] / "spool", 10**9, free=lambda _: 10**6)
    with database_away(app):
        assert text(app, 1) == 503
        assert post(app, "/webhooks/twilio/status", MessageSid="SM9", MessageStatus="delivered") == 503
    assert spool.is_empty()
