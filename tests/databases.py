"""Databases for one test each: copies of a migrated template, on SQLite or PostgreSQL."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import flask_migrate
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from tests.emptied import PREPARE, Emptied
from tests.servers.machine import Owner, scratch_folder

MIGRATIONS = Path(__file__).parent.parent / "migrations"


class Template(Protocol):
    """A migrated database without rows."""

    def copy(self) -> AbstractContextManager[str]:
        """Yields the URL of a copy, which is gone afterwards."""

    def remove(self) -> None: ...


def settings_for(database_url: str, data_dir: Path) -> Config:
    """Settings of an installation that sends nothing anywhere."""
    return Config(
        database_url=database_url,
        secret_key="5" * 64,
        contact_keys=("7" * 64,),
        data_dir=data_dir,
        public_base_url="http://localhost",
        template_cache=data_dir.parent / "compiled-templates",
        quiet_hours=None,  # what a test sees must not depend on the hour at which it runs
        testing=True,
    )


def migrate(database_url: str, data_dir: Path) -> None:
    """What `flask db upgrade` does."""
    app = create_app(settings_for(database_url, data_dir))
    with app.app_context():
        flask_migrate.upgrade(directory=str(MIGRATIONS))
        db.engine.dispose()


class SqliteTemplate:
    """In memory where there is room: every commit waits for its disk, as it does in service."""

    def __init__(self, folder: Path) -> None:
        self._scratch = ExitStack()
        self._folder = self._scratch.enter_context(scratch_folder("sqlite-", Owner(None)))
        self._numbers = itertools.count()
        self._file = self._folder / "template.sqlite3"
        migrate(f"sqlite:///{self._file}", folder)
        if Path(f"{self._file}-wal").exists():
            raise RuntimeError("The migrations left SQLite open: a copy would lack the newest rows.")

    @contextmanager
    def copy(self) -> Iterator[str]:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir()
        yield f"sqlite:///{shutil.copy(self._file, folder / 'feedback.sqlite3')}"
        shutil.rmtree(folder)

    def remove(self) -> None:
        self._scratch.close()


class PostgresTemplate:
    """Databases that a test left as they were made, but for rows, are emptied and serve the next one."""

    def __init__(self, folder: Path) -> None:
        self._server = make_url(_server_url())
        self._numbers = itertools.count()
        self._free: list[Emptied] = []
        self._name = f"feedback_{os.getpid()}"
        self._execute("CREATE DATABASE {}", self._name)
        migrate(self._url(self._name), folder)
        with psycopg.connect(self._address(self._name), autocommit=True) as connection:
            connection.execute(PREPARE)

    @contextmanager
    def copy(self) -> Iterator[str]:
        database = self._free.pop() if self._free else self._new()
        yield self._url(database.name)
        if database.is_empty_again():
            self._free.append(database)
        else:
            self._throw_away(database)

    def remove(self) -> None:
        for database in self._free:
            self._throw_away(database)
        self._drop(self._name)

    def _new(self) -> Emptied:
        name = f"{self._name}_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, self._name)
        return Emptied(name, self._address(name))

    def _throw_away(self, database: Emptied) -> None:
        database.close()
        self._drop(database.name)

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _address(self, name: str | None) -> str:
        url = self._server.set(drivername="postgresql", database=name)
        return url.render_as_string(hide_password=False)

    def _drop(self, name: str) -> None:
        self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._address(self._server.database), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _server_url() -> str:
    url = os.environ.get("TEST_POSTGRES_URL")
    if not url:
        pytest.fail(
            "TEST_POSTGRES_URL is not set. `make test` starts a server (T=tests/integration/… for a part).",
            pytrace=False,
        )
    return url


DATABASES: dict[str, Callable[[Path], Template]] = {"postgresql": PostgresTemplate, "sqlite": SqliteTemplate}
