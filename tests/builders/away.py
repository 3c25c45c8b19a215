"""A database that cannot be reached for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from flask import Flask
from sqlalchemy import event

from feedback_service.database import db


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """New connections of this application are refused, and it has no others. A session opened before goes on."""
    with app.app_context():
        engine = db.engine
        db.session.remove()
    engine.dispose()
    event.listen(engine, "do_connect", _refuse, insert=True)
    try:
        yield
    finally:
        event.remove(engine, "do_connect", _refuse)


def _refuse(dialect: Any, *_: object) -> NoReturn:
    raise dialect.loaded_dbapi.OperationalError("the server is away")
