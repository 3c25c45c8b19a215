"""An application that has served before, with Twilio as its gateway."""

from dataclasses import replace

import pytest
from flask import Flask

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.spool import Spool
from tests.builders.cases import load_pack

TOKEN = "12345"


@pytest.fixture
def app(config: Config) -> Flask:
    application = create_app(replace(config, twilio_auth_token=TOKEN, smsgate_signing_key="k" * 20))
    with application.app_context():
        load_pack(db.session())
    application.test_client().get("/gui")
    return application


@pytest.fixture
def spool(app: Flask) -> Spool:
    found: Spool = app.extensions["spool"]
    return found
