"""What tests may ask for: a database of either kind, the application on it, a fixed moment.

A test that asks for `app`, `client`, `session` or `database_url` runs twice: on SQLite and on PostgreSQL.
The migrations run once for each worker of pytest and each kind of database, into a template; every test gets
a copy of it, a fresh one or one that was emptied after the test before, and sees no other's rows.
"""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.pack.model import Pack
from tests.builders.cases import load_pack
from tests.compiled_once import compile_addresses_once, compile_statements_once
from tests.databases import DATABASES, Template, settings_for

gc.set_threshold(
    100_000, 50, 1000
)  # two thousand applications in one process: looking for garbage took a sixth

compile_addresses_once()
compile_statements_once()


@pytest.fixture(scope="session")
def template_for(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Template]]:
    """The migrated, empty database of a kind, made when it is first asked for."""
    made: dict[str, Template] = {}

    def template(kind: str) -> Template:
        if kind not in made:
            made[kind] = DATABASES[kind](tmp_path_factory.mktemp(kind))
        return made[kind]

    yield template
    for one in made.values():
        one.remove()


@pytest.fixture(params=sorted(DATABASES))
def database_url(request: pytest.FixtureRequest, template_for: Callable[[str], Template]) -> Iterator[str]:
    """An empty, migrated database of this test's own."""
    with template_for(request.param).copy() as url:
        yield url


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    return settings_for(database_url, tmp_path)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    application = create_app(config)
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session inside an application context. A test that goes on with `client` commits first."""
    with app.app_context():
        yield db.session()
        db.session.rollback()


@pytest.fixture
def now() -> datetime:
    """Monday 2 March 2026, nine in the morning in Ea Knốp; Tết is over and no holiday is near."""
    return datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def pack(session: Session) -> Pack:
    """The shipped pack, loaded into this test's database."""
    return load_pack(session)
