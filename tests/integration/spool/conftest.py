"""An application that has served before, with Twilio as its gateway."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.pack.current import keep_newest_pack
from feedback_service.spool import Spool
from tests.builders.cases import load_pack

TOKEN = "12345"


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    application = create_app(replace(config, twilio_auth_token=TOKEN, smsgate_signing_key="k" * 20))
    with application.app_context():
        load_pack(db.session())
        keep_newest_pack(db.session())
    application.test_client().get("/gui")
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def spool(app: Flask) -> Spool:
    found: Spool = app.extensions["spool"]
    return found


@pytest.fixture
def session(app: Flask, config: Config) -> Iterator[Session]:
    """Of an onlooker: it is no part of the application, which is without a database meanwhile."""
    engine = create_engine(config.database_url)
    with Session(engine) as session:
        yield session
    engine.dispose()
