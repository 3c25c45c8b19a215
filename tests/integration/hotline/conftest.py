"""Somebody at the hotline's desk."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import an_officer
from tests.builders.desk import at_desk


@pytest.fixture
def officer(session: Session, pack: Pack) -> Officer:
    clerk = an_officer(session, Role.CLERK, pack.commune.triage_unit)
    session.commit()
    return clerk


@pytest.fixture
def desk(app: Flask, officer: Officer) -> FlaskClient:
    """That officer's browser."""
    return at_desk(app, officer)
