"""The engine and the session. `transaction()` is the only place that commits.

SQLite, the embedded default, is tuned here: WAL, every commit on disk before it is answered, and one writer at a
time by BEGIN IMMEDIATE. With the driver's own transactions four writers lost updates silently (docs/adr).
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from flask import Flask, current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.records import Base, keyring
from feedback_service.records.tally import keep_tallies
from feedback_service.turns import TooLong, Turns

BUSY_TIMEOUT_MS = 20_000  # a writer waits this long for its turn before the citizen is told to try again


class WriteInSafeRequest(Exception):
    """A GET tried to change something: a fault in the program, never a user's."""


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def init_database(app: Flask, config: Config) -> None:
    keyring.configure(config.contact_keys, config.secret_key)
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(config.database_url)
    db.init_app(app)
    app.extensions["turns"] = None
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            file = Path(f"{db.engine.url.database}.turns")
            app.extensions["turns"] = Turns(file, BUSY_TIMEOUT_MS / 1000)
            event.listen(db.engine, "connect", _tune_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}
    # pre-ping: a restarted server costs one round trip and not a citizen's message
    return {
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {"connect_timeout": 3, "options": "-c statement_timeout=15000 -c lock_timeout=10000"},
    }


def _tune_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-32000",
        "mmap_size=268435456",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("sqlite_begin") == "IMMEDIATE"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


event.listen(Session, "before_flush", keep_tallies)


@contextmanager
def transaction() -> Iterator[Session]:
    """One change of the world: all of it is durable at the end, or nothing of it.

    What was read before in the same request was read in a transaction of its own, which ends here.
    Raises WriteInSafeRequest inside a GET or HEAD.
    """
    if has_request_context() and request.method in {"GET", "HEAD", "OPTIONS"}:
        raise WriteInSafeRequest(request.endpoint)
    session = db.session()
    session.rollback()
    with _turn():
        try:
            session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def thinking_before_writing() -> AbstractContextManager[None]:
    """Around the work that leads to a transaction: on SQLite the threads of a process do it one by one."""
    turns: Turns | None = current_app.extensions["turns"]
    return turns.of_this_process() if turns else nullcontext()


def _turn() -> AbstractContextManager[None]:
    turns: Turns | None = current_app.extensions["turns"]
    return turns.one() if turns else nullcontext()


def engine() -> Engine:
    return db.engine


def is_down(error: BaseException) -> bool:
    """Whether the database could not be reached (503: try again) rather than refused what was asked."""
    return isinstance(error, (OperationalError, TooLong))
