"""The engine and the session. `transaction()` is the only place that commits.

SQLite, the embedded default, is tuned here: WAL, every commit on disk before it is answered, and one writer at a
time by BEGIN IMMEDIATE. With the driver's own transactions four writers lost updates silently (docs/adr).
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from flask import Flask, current_app, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.lines import Lines
from feedback_service.records import Base, keyring
from feedback_service.records.audit import keep_audit
from feedback_service.records.tally import keep_tallies
from feedback_service.turns import TooLong, Turns

BUSY_TIMEOUT_MS = (
    20_000  # so long one waits, for SQLite's turn or PostgreSQL's answer, until the database is away
)
# A database that is there but not (yet) what this release needs: no such table or column, or read-only.
_NOT_READY = frozenset({"42P01", "42703", "25006"})


class WriteInSafeRequest(Exception):
    """A GET tried to change something: a fault in the program, never a user's."""


# When whoever asks would rather be told that the database is away (time.monotonic); None: after BUSY_TIMEOUT_MS.
_patience: ContextVar[float | None] = ContextVar("patience", default=None)

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
            app.extensions["turns"] = Turns(file)
            event.listen(db.engine, "connect", _tune_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)
        else:
            event.listen(db.engine, "do_connect", Lines(_end_of_patience).connect)


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}
    # pre-ping: a restarted server costs one round trip and not a citizen's message
    return {
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {
            "connect_timeout": 3,
            "options": "-c statement_timeout=15000 -c lock_timeout=10000",
            # A server whose machine is gone says nothing any more: heard of within half a minute.
            "tcp_user_timeout": 15_000,
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
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
    if connection.get_execution_options().get("sqlite_begin") != "IMMEDIATE":
        connection.exec_driver_sql("BEGIN")
    elif _patience.get() is None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        _begin_in_a_hurry(connection)


def _begin_in_a_hurry(connection: Connection) -> None:
    """Others than we may hold the file (a backup tool): they take no turns, so SQLite itself has to wait less."""
    left = max(0, int((_end_of_patience() - time.monotonic()) * 1000))
    connection.exec_driver_sql(f"PRAGMA busy_timeout={left}")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


event.listen(Session, "before_flush", keep_tallies)
event.listen(Session, "after_flush", keep_audit)


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
    return turns.of_this_process(_end_of_patience()) if turns else nullcontext()


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[None]:
    """What is asked in this block waits so long for PostgreSQL, or for its turn to write to SQLite; then it is_down."""
    end, outer = time.monotonic() + seconds, _patience.get()
    before = _patience.set(end if outer is None else min(end, outer))
    try:
        yield
    finally:
        _patience.reset(before)


def _end_of_patience() -> float:
    end = _patience.get()
    return time.monotonic() + BUSY_TIMEOUT_MS / 1000 if end is None else end


def _turn() -> AbstractContextManager[None]:
    turns: Turns | None = current_app.extensions["turns"]
    return turns.one(_end_of_patience()) if turns else nullcontext()


def engine() -> Engine:
    return db.engine


def is_down(error: BaseException) -> bool:
    """Whether the database could not be reached or written (try again later) rather than refused what was asked."""
    if isinstance(error, (OperationalError, PoolTimeout, TooLong)):
        return True
    if not isinstance(error, DBAPIError):
        return False
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _NOT_READY


# For `except`: whatever may turn out to be is_down.
UNREACHABLE = (SQLAlchemyError, TooLong)
