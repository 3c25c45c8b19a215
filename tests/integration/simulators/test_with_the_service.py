"""Simulators and service together: what citizens do with a phone ends in a case, once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from feedback_service import create_app
from feedback_service.carrier.smsgate import SmsGateGateway
from feedback_service.carrier.twilio import TwilioGateway
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.records import Call, Case, InboundEvent
from tests.builders.cases import load_pack
from tests.simulators.faults import Mischief
from tests.simulators.postman import Postman, through
from tests.simulators.smsgate import KEY, PASSWORD, USER, SmsGateSimulator
from tests.simulators.smsgate import running as running_phone
from tests.simulators.twilio import ACCOUNT, SENDER, TOKEN, TwilioSimulator
from tests.simulators.twilio import running as running_twilio
from tests.simulators.twilio_voice import call

HERE = "http://localhost"
CITIZEN = "+84905123456"


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    keys = replace(config, twilio_auth_token=TOKEN, twilio_from=SENDER, smsgate_signing_key=KEY)
    application = create_app(keys)
    with application.app_context():
        load_pack(db.session())
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def phone(app: Flask) -> Iterator[SmsGateSimulator]:
    with running_phone(SmsGateSimulator(service=HERE, postman=Postman(through(app.test_client())))) as one:
        yield one


@pytest.fixture
def twilio(app: Flask) -> Iterator[TwilioSimulator]:
    with running_twilio(TwilioSimulator(service=HERE, postman=Postman(through(app.test_client())))) as one:
        yield one


def how_many(app: Flask, record: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(record)) or 0


@pytest.mark.parametrize("mischief", [Mischief.TWICE, Mischief.EXTRA_PARAMS, Mischief.DECOMPOSED])
def test_a_text_by_either_gateway_opens_one_case_whatever_happens_to_it(
    app: Flask, phone: SmsGateSimulator, twilio: TwilioSimulator, mischief: Mischief
) -> None:
    for gateway, sender in ((phone, "0905123456"), (twilio, "+84905999999")):
        gateway.postman.mischief.append(mischief)
        assert gateway.text(sender, "Đường thôn 5 lầy lội quá").ok
    assert how_many(app, Case) == 2


def test_a_forged_text_is_refused_by_either_gateway(
    app: Flask, phone: SmsGateSimulator, twilio: TwilioSimulator
) -> None:
    for gateway in (phone, twilio):
        gateway.postman.mischief.append(Mischief.BAD_SIGNATURE)
        assert gateway.text(CITIZEN, "duong hu").status == 403
    assert how_many(app, InboundEvent) == 0


def test_what_the_phone_tells_again_from_its_inbox_is_the_same_text(
    app: Flask, phone: SmsGateSimulator
) -> None:
    phone.text("0905123456", "duong thon 5 lay loi")
    phone.postman.mischief.append(Mischief.DROP)
    phone.text("0905999999", "den duong khong sang")
    assert how_many(app, Case) == 1
    phone.export(datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1))
    assert how_many(app, Case) == 2


def test_what_twilio_could_not_tell_is_in_its_list(app: Flask, twilio: TwilioSimulator) -> None:
    twilio.postman.mischief.append(Mischief.DROP)
    twilio.text(CITIZEN, "duong thon 5 lay loi")
    gateway = TwilioGateway(ACCOUNT, TOKEN, SENDER, False, twilio.base, f"{HERE}/webhooks/twilio/status")
    found = list(gateway.received(datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC)))
    assert [(text.sender, text.body) for text in found] == [(CITIZEN, "duong thon 5 lay loi")]


def test_the_phone_counts_what_it_received(app: Flask, phone: SmsGateSimulator) -> None:
    phone.text("0905123456", "duong thon 5 lay loi")
    gateway = SmsGateGateway(phone.base, USER, PASSWORD)
    hour = timedelta(hours=1)
    assert gateway.count_received(datetime.now(UTC) - hour, datetime.now(UTC) + hour) == 1


def test_a_caller_who_leaves_a_message_opens_a_case(app: Flask, twilio: TwilioSimulator) -> None:
    heard = call(twilio, CITIZEN, ("1",), talks=9)
    assert set(heard.statuses) == {200}
    assert heard.said or heard.played
    assert (how_many(app, Call), how_many(app, Case)) == (1, 1)
