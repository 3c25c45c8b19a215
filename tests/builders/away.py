"""A database that cannot be reached for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from flask import Flask
from sqlalchemy import event

from feedback_service.database import db


@contextmanager
def database_away(app: Flask) -> Iterator[None]:
    """New connections of this application are refused, and it has no others. Not inside of a context of its own."""
    with app.app_context():
        engine = db.engine
        db.session.remove()
    engine.dispose()

    def refuse(connection: Any, _: object) -> NoReturn:
        connection.close()
        raise engine.dialect.loaded_dbapi.OperationalError("the server is away")

    event.listen(engine, "connect", refuse)
    try:
        yield
    finally:
        event.remove(engine, "connect", refuse)
