"""The doctor says of each gateway how it is, and what to do."""

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import Capabilities
from feedback_service.doctor import Finding, examine
from feedback_service.notifying.watching import watch_channels
from feedback_service.pack.model import Pack
from feedback_service.records import GatewayBeat
from tests.builders.gateways import ListingGateway, RepeatingGateway, speak_through


def found(app: Flask, about: str, now: datetime) -> Finding:
    return next(finding for finding in examine(app.config["SERVICE"], now) if finding.about == about)


def test_a_silent_phone_is_found_with_what_to_do(
    app: Flask, session: Session, pack: Pack, now: datetime
) -> None:
    beats = Capabilities(inbound=True, receipts=True, beats=True)
    speak_through(app, RepeatingGateway(capabilities=beats), ListingGateway())
    session.add(GatewayBeat(provider="smsgate", device="d1", seen_at=now, details={}))
    session.commit()
    later = now + timedelta(minutes=20)
    watch_channels(now=later)
    phone = found(app, "gateway smsgate", later)
    assert not phone.ok
    assert phone.said.startswith("its phone is silent since 2026-03-02T02:00") and "power" in phone.said
    assert found(app, "gateway twilio", later) == Finding("gateway twilio", True, "in order")
    assert found(app, "alarms", later).said == "1 open: channel_dead:smsgate"


def test_a_phone_that_never_beat_is_found(app: Flask, session: Session, pack: Pack, now: datetime) -> None:
    session.commit()
    beats = Capabilities(inbound=True, receipts=True, beats=True)
    speak_through(app, RepeatingGateway(capabilities=beats))
    assert "register the webhooks" in found(app, "gateway smsgate", now).said


def test_the_console_is_said_to_send_nothing(app: Flask, session: Session, pack: Pack, now: datetime) -> None:
    session.commit()
    assert "Set SMS_GATEWAY" in found(app, "gateway console", now).said
