"""`flask reconcile` against providers on loopback that lost a webhook."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.records import CallBack, Case, InboundEvent, LedgerDay
from tests.builders.cases import load_pack
from tests.simulators.faults import Mischief
from tests.simulators.postman import Postman, through
from tests.simulators.smsgate import KEY, PASSWORD, USER, SmsGateSimulator
from tests.simulators.smsgate import running as running_phone
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator
from tests.simulators.twilio import running as running_twilio
from tests.simulators.twilio_rows import call_row

HERE = "http://localhost"
CITIZEN = "+84905123456"
NEIGHBOUR = "0905999999"


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running_twilio(TwilioSimulator(service=HERE)) as one:
        yield one


@pytest.fixture
def phone() -> Iterator[SmsGateSimulator]:
    with running_phone(SmsGateSimulator(service=HERE)) as one:
        yield one


@pytest.fixture
def app(config: Config, twilio: TwilioSimulator, phone: SmsGateSimulator) -> Iterator[Flask]:
    application = create_app(
        replace(
            config,
            sms_gateways=("smsgate", "twilio"),
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=TOKEN,
            twilio_from=SENDER,
            twilio_api_base=twilio.base,
            smsgate_url=phone.base,
            smsgate_user=USER,
            smsgate_password=PASSWORD,
            smsgate_signing_key=KEY,
        )
    )
    twilio.postman = Postman(through(application.test_client()))
    phone.postman = Postman(through(application.test_client()))
    with application.app_context():
        load_pack(db.session())
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def reconcile(app: Flask, *arguments: str) -> tuple[int, str]:
    with app.app_context():
        done = app.test_cli_runner().invoke(args=["reconcile", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.stdout


def ways(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(InboundEvent).order_by(InboundEvent.provider, InboundEvent.id))
        return [
            (row.provider, row.source, row.outcome) for row in rows if not row.provider.endswith("status")
        ]


def test_what_either_gateway_could_not_tell_is_taken_in(
    app: Flask, twilio: TwilioSimulator, phone: SmsGateSimulator
) -> None:
    for gateway, sender in ((twilio, CITIZEN), (phone, NEIGHBOUR)):
        gateway.postman.mischief.append(Mischief.DROP)
        gateway.text(sender, "Đường thôn 5 lầy lội quá, xin sửa")
    code, said = reconcile(app)
    assert code == 0, said
    assert "twilio: asked since" in said and "1 texts (0 known, 1 taken in)" in said
    assert [way[:2] for way in ways(app)] == [("smsgate", "reconciled"), ("twilio", "reconciled")]
    assert {way[2] for way in ways(app)} == {"opened"}


def test_a_second_run_and_a_late_webhook_change_nothing(app: Flask, twilio: TwilioSimulator) -> None:
    twilio.postman.mischief.append(Mischief.DROP)
    twilio.text(CITIZEN, "Đường thôn 5 lầy lội quá, xin sửa")
    reconcile(app)
    assert twilio.tell(twilio.received[0]).ok
    assert "1 known, 0 taken in" in reconcile(app)[1]
    assert len(ways(app)) == 1


def test_a_text_of_yesterday_keeps_its_time(app: Flask, twilio: TwilioSimulator) -> None:
    yesterday = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)
    twilio.receive(CITIZEN, "Đường thôn 5 lầy lội quá, xin sửa", at=yesterday)
    reconcile(app, "--gateway", "twilio")
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        day = db.session.scalars(select(LedgerDay).where(LedgerDay.received == 1)).one()
    assert case.sent_at == yesterday
    assert day.counts == {"opened": 1}


def test_a_call_that_nobody_took_is_owed(app: Flask, twilio: TwilioSimulator) -> None:
    rang = datetime.now(UTC) - timedelta(hours=1)
    twilio.calls.append(call_row("CA" + "7" * 32, CITIZEN, "no-answer", rang, 0))
    assert "1 calls (1 taken in)" in reconcile(app)[1]
    with app.app_context():
        assert db.session.scalars(select(CallBack)).one().phone == CITIZEN


def test_a_provider_that_refuses_to_answer_is_reported(app: Flask, twilio: TwilioSimulator) -> None:
    twilio.rotate("a new token", both=False)
    code, said = reconcile(app, "--gateway", "twilio")
    assert code == 1
    assert "twilio: could not be asked" in said and "nothing is concluded" in said


def test_only_a_gateway_of_this_installation_can_be_named(app: Flask) -> None:
    assert reconcile(app, "--gateway", "console")[0] == 2


def test_with_the_console_there_is_nobody_to_ask(config: Config) -> None:
    application = create_app(config)
    with application.app_context():
        load_pack(db.session())
    assert "No gateway that receives" in reconcile(application)[1]
