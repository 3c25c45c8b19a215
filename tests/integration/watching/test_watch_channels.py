"""A dead gateway raises one alarm, writes to the clerks, is named on /readyz, and its life ends the alarm."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import Capabilities
from feedback_service.notifying.watching import watch_channels
from feedback_service.pack.model import Pack
from feedback_service.records import Alarm, GatewayBeat, Notification
from feedback_service.vocabulary import AlarmKind, DeliveryStatus, Role
from tests.builders.cases import an_officer
from tests.builders.gateways import ListingGateway, RepeatingGateway, speak_through

MINUTE = timedelta(minutes=1)


@pytest.fixture
def phone(app: Flask, session: Session, pack: Pack, now: datetime) -> GatewayBeat:
    """A telephone that beat just now."""
    speak_through(app, RepeatingGateway(capabilities=Capabilities(inbound=True, receipts=True, beats=True)))
    beat = GatewayBeat(provider="smsgate", device="d1", seen_at=now, details={"battery": 81})
    session.add(beat)
    session.commit()
    return beat


def alarms(session: Session) -> list[tuple[str, datetime | None]]:
    session.expire_all()
    return [(alarm.key, alarm.ended_at) for alarm in session.scalars(select(Alarm).order_by(Alarm.id))]


def handed(
    session: Session, number: int, now: datetime, provider: str = "twilio", **given: object
) -> Notification:
    values: dict[str, object] = {
        "key": f"n:{number}",
        "template": "receipt",
        "medium": "sms",
        "recipient": "+84905123456",
        "body": "x",
        "provider": provider,
        "attempts": 1,
        "created_at": now,
    }
    row = Notification(**{**values, **given})
    session.add(row)
    session.commit()
    return row


def test_a_phone_that_falls_silent_raises_one_alarm(
    phone: GatewayBeat, session: Session, now: datetime
) -> None:
    for minutes in (10, 16, 17):
        watch_channels(now=now + minutes * MINUTE)
    assert alarms(session) == [("channel_dead:smsgate", None)]
    alarm = session.scalars(select(Alarm)).one()
    assert (alarm.raised_at, alarm.details["state"]) == (now + 16 * MINUTE, "silent")


def test_its_life_ends_the_alarm(phone: GatewayBeat, session: Session, now: datetime) -> None:
    watch_channels(now=now + 16 * MINUTE)
    phone.seen_at = now + 20 * MINUTE
    session.commit()
    watch_channels(now=now + 21 * MINUTE)
    assert alarms(session) == [("channel_dead:smsgate", now + 21 * MINUTE)]


def test_the_clerks_are_written_to_once(phone: GatewayBeat, session: Session, now: datetime) -> None:
    an_officer(session, Role.CLERK, "VP", email="mot.cua@xa.gov.vn")
    an_officer(session, Role.CLERK, "VP", demo=True)
    an_officer(session, Role.OFFICER, "KT")
    session.commit()
    for minutes in (16, 17):
        watch_channels(now=now + minutes * MINUTE)
    mail = session.scalars(select(Notification)).one()
    assert (mail.recipient, mail.medium) == ("mot.cua@xa.gov.vn", "email")
    assert "smsgate" in mail.subject and "im lặng từ 9h00 02/3/2026" in mail.body


def test_wrong_settings_are_an_alarm_at_once(app: Flask, session: Session, pack: Pack, now: datetime) -> None:
    speak_through(app, ListingGateway())
    row = handed(session, 1, now, error_code="20003", next_attempt_at=now + 15 * MINUTE)
    watch_channels(now=now + MINUTE)
    assert alarms(session) == [("channel_dead:twilio", None)]
    row.status, row.error_code, row.provider_reference = DeliveryStatus.ACCEPTED, "", "SM1"
    session.commit()
    watch_channels(now=now + 2 * MINUTE)
    assert alarms(session) == [("channel_dead:twilio", now + 2 * MINUTE)]


def test_a_gateway_that_others_stand_in_for_is_tried_again_after_an_hour(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    speak_through(app, ListingGateway(), ListingGateway(name="smsgate"))
    sent = {"refused_by": "twilio", "status": DeliveryStatus.ACCEPTED, "provider_reference": "1"}
    handed(session, 1, now, "smsgate", **sent)
    watch_channels(now=now + 16 * MINUTE)
    assert alarms(session) == [("channel_dead:twilio", None)]
    watch_channels(now=now + 61 * MINUTE)
    assert alarms(session) == [("channel_dead:twilio", now + 61 * MINUTE)]


def test_a_message_that_waited_for_the_morning_says_nothing_of_the_gateway(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    speak_through(app, ListingGateway())
    app.config["SERVICE"] = replace(app.config["SERVICE"], quiet_hours=(21, 7))
    seven = now - timedelta(hours=2)
    handed(session, 1, seven - timedelta(hours=9), error_code="30001", attempts=2, next_attempt_at=seven)
    watch_channels(now=seven + 5 * MINUTE)
    assert alarms(session) == []
    watch_channels(now=seven + 16 * MINUTE)
    assert alarms(session) == [("channel_dead:twilio", None)]


def test_a_gateway_that_is_in_no_setting_any_more_leaves_no_alarm(
    app: Flask, phone: GatewayBeat, session: Session, now: datetime
) -> None:
    watch_channels(now=now + 16 * MINUTE)
    speak_through(app, ListingGateway())
    watch_channels(now=now + 17 * MINUTE)
    assert alarms(session) == [("channel_dead:smsgate", now + 17 * MINUTE)]


def test_readiness_names_the_channel(phone: GatewayBeat, client: FlaskClient, now: datetime) -> None:
    watch_channels(now=now + 16 * MINUTE)
    answer = client.get("/readyz")
    checks = answer.get_json()["checks"]
    assert (answer.status_code, answer.get_json()["failed"]) == (503, ["channels"])
    assert checks["channels"]["smsgate"].startswith("dead since 2026-03-02")
    assert checks["alarms"]["open"] == {AlarmKind.CHANNEL_DEAD.value: 1}
