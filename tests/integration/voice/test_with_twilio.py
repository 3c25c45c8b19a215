"""The whole way, with the simulated Twilio: from the ring to the sealed recording, and its copy there deleted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service import clock, create_app
from feedback_service.carrier import files
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.records import Call, CallBack, Case, Job, Recording, keyring
from feedback_service.vocabulary import CallEnd
from feedback_service.worker import DUTIES
from tests.builders.cases import load_pack
from tests.simulators.faults import Mischief
from tests.simulators.postman import Postman, through
from tests.simulators.sounds import mp3
from tests.simulators.twilio import ACCOUNT, TOKEN, TwilioSimulator, running
from tests.simulators.twilio_voice import call

CITIZEN = "+84905123456"
HERE = "http://localhost"


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running(TwilioSimulator(service=HERE)) as one:
        yield one


@pytest.fixture
def app(
    config: Config, twilio: TwilioSimulator, at: Callable[[datetime], None], now: datetime
) -> Iterator[Flask]:
    at(now)
    application = create_app(
        replace(
            config,
            twilio_account_sid=ACCOUNT,
            twilio_auth_token=f"{TOKEN} an-older-token",
            twilio_api_base=twilio.base,
            twilio_voice_dial="+84911111111",
        )
    )
    twilio.postman = Postman(through(application.test_client()))
    with application.app_context():
        load_pack(db.session())
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def work(session: Session) -> None:
    """Does the jobs about recordings as the worker would, whatever the hour."""
    session.rollback()
    asked = select(Job).where(
        Job.name.in_(("fetch_recording", "forget_recording")), Job.finished_at.is_(None)
    )
    while job := session.scalars(asked.limit(1)).one_or_none():
        name, arguments, number = job.name, job.arguments, job.id
        session.rollback()
        DUTIES.errands[name](now=clock.now(), **arguments)
        with transaction() as writing:
            writing.get_one(Job, number).finished_at = clock.now()


@pytest.mark.parametrize("hangs_up", [True, False])
@pytest.mark.parametrize("mischief", [None, Mischief.TWICE])
def test_a_spoken_message_ends_as_a_sealed_file_and_nowhere_else(
    app: Flask, session: Session, twilio: TwilioSimulator, hangs_up: bool, mischief: Mischief | None
) -> None:
    if mischief:
        twilio.postman.mischief.extend([mischief] * 10)
    heard = call(twilio, CITIZEN, ("1",), talks=9, hangs_up=hangs_up)
    assert set(heard.statuses) == {200}
    assert len(twilio.recordings) == 1
    work(session)
    recording = session.scalars(select(Recording)).one()
    with files.open(recording.sha256) as sealed:
        assert keyring.open(sealed.read()) == mp3(9)
    assert session.scalars(select(Case.text)).one().startswith("Tin nhắn thoại 9 giây")
    assert session.scalars(select(Call.end)).one() == CallEnd.VOICEMAIL
    assert session.scalars(select(CallBack)).all() == []
    assert twilio.recordings == {}


@pytest.mark.parametrize(("answered", "end"), [("completed", CallEnd.ANSWERED), ("busy", CallEnd.MISSED)])
def test_an_officer_answers_or_a_call_is_owed(
    app: Flask, session: Session, twilio: TwilioSimulator, answered: str, end: CallEnd
) -> None:
    call(twilio, CITIZEN, ("0",), talks=0 if end == CallEnd.MISSED else 30, answered=answered)
    session.rollback()
    assert session.scalars(select(Call.end).order_by(Call.id.desc())).first() == end


def test_silence_is_a_missed_call(app: Flask, session: Session, twilio: TwilioSimulator) -> None:
    heard = call(twilio, CITIZEN, (), talks=0)
    assert set(heard.statuses) == {200}
    assert session.scalars(select(Call.end)).one() == CallEnd.MISSED
    assert session.scalars(select(CallBack.calls)).one() == 1
