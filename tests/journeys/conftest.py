"""A commune at work: the service with its pack and one officer of each kind, who sign in by one click."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from feedback_service import create_app
from feedback_service.clock import now as this_moment
from feedback_service.config import Config
from feedback_service.database import db, transaction
from feedback_service.staff.demo import create_demo_officers
from tests.builders.cases import load_pack
from tests.journeys.browsing import Person

TOKEN = "12345"


@pytest.fixture
def app(config: Config) -> Flask:
    application = create_app(replace(config, demo=True, twilio_auth_token=TOKEN))
    with application.app_context():
        pack = load_pack(db.session())
        with transaction() as session:
            create_demo_officers(session, pack, this_moment())
    return application


@pytest.fixture
def citizen(app: Flask) -> Person:
    return Person(app.test_client())


@pytest.fixture
def officer(app: Flask) -> Callable[[str], Person]:
    """Signs in by the name before the @: `officer("officer-kt")`."""

    def sign_in(name: str) -> Person:
        from sqlalchemy import select

        from feedback_service.records import Officer

        with app.app_context():
            number = db.session.scalars(
                select(Officer.id).where(Officer.email == f"{name}@demo.invalid")
            ).one()
        person = Person(app.test_client()).open("/can-bo/dang-nhap")
        return person.send(f"/can-bo/demo/{number}")

    return sign_in
