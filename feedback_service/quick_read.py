"""One small read without the session, for public pages whose whole cost would else be the asking.

A session opens a transaction, asks and rolls back: on PostgreSQL four journeys to the server, on both some 200 µs
of Python for a row by its key. Here each thread keeps a connection in autocommit, and a statement is one journey.
What such a connection cannot answer is asked again through the session, whose errors the service knows how to say.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import Engine, Select, event

from feedback_service.database import db


class QuickRead:
    """A statement of one row, written out for the driver once.

    Values go to the driver as they are and come from it as they are: words as plain strings, moments as kept.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement
        self._written: dict[str, _Written] = {}

    def row(self, **values: Any) -> tuple[Any, ...] | None:
        engine, connections = db.engine, _connections()
        written = self._written.get(engine.dialect.name) or self._write(engine)
        try:
            rows = connections.rows(written.text, written.given(values))
        except engine.dialect.loaded_dbapi.Error:
            connections.forget_mine()
            rows = [tuple(row) for row in db.session().execute(self._statement, values)]
        return rows[0] if rows else None

    def _write(self, engine: Engine) -> "_Written":
        compiled = self._statement.compile(dialect=engine.dialect)
        order = tuple(compiled.positiontup) if compiled.positiontup is not None else None
        written = _Written(str(compiled), compiled.construct_params(_check=False), order)
        self._written[engine.dialect.name] = written
        return written


@dataclass(frozen=True, slots=True)
class _Written:
    """`order` names the values where the driver wants them by place; None where it wants them by name."""

    text: str
    fixed: Mapping[str, Any]
    order: tuple[str, ...] | None

    def given(self, values: Mapping[str, Any]) -> Any:
        known = {**self.fixed, **values}
        return known if self.order is None else tuple(known[name] for name in self.order)


class _Own:
    """A thread's connection; it goes when its thread goes."""

    def __init__(self, engine: Engine) -> None:
        self._taken = engine.raw_connection()
        self._taken.detach()
        driver: Any = self._taken.dbapi_connection
        if engine.dialect.name != "sqlite":  # SQLite's are in autocommit already, see database.py
            driver.autocommit = True
        self.driver = driver

    def __del__(self) -> None:
        if hasattr(self, "driver"):
            self._taken.close()


class _Connections:
    """Outside the pool; they end with the engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._of_thread = threading.local()
        event.listen(engine, "engine_disposed", lambda _: self._forget_all())

    def mine(self) -> Any:
        """The driver's connection of this thread."""
        own = getattr(self._of_thread, "own", None)
        if own is None:
            own = self._of_thread.own = _Own(self._engine)
        return own.driver

    def rows(self, text: str, given: Any) -> list[tuple[Any, ...]]:
        # All of them, so that SQLite's statement ends here and does not hold an old state of the database.
        found: list[tuple[Any, ...]] = self.mine().execute(text, given).fetchall()
        return found

    def forget_mine(self) -> None:
        self._of_thread.own = None

    def _forget_all(self) -> None:
        self._of_thread = threading.local()  # dropping the last reference closes them


def _connections() -> _Connections:
    found: _Connections | None = current_app.extensions.get("quick_read")
    if found is None:
        found = current_app.extensions["quick_read"] = _Connections(db.engine)
    return found
