"""PostgreSQL is stopped in its tracks: connections stay open and nothing answers."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.intake.spooling import drain
from feedback_service.pack.current import keep_newest_pack
from feedback_service.spool import Spool
from tests.builders.cases import BROKEN_ROAD, load_pack


class Wire:
    """Between the service and its server. `cut` leaves all connections open and carries nothing any more."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._carries = threading.Event()
        self._carries.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @contextmanager
    def cut(self) -> Iterator[None]:
        self._carries.clear()
        yield
        self._carries.set()

    def close(self) -> None:
        self._carries.set()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                here, _ = self._listener.accept()
            except OSError:
                return
            there = socket.create_connection(self._server)
            for one, other in ((here, there), (there, here)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                self._carries.wait()
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            end.close()


@pytest.fixture
def wire(config: Config) -> Iterator[Wire]:
    url = make_url(config.database_url)
    made = Wire(url.host or "127.0.0.1", url.port or 5432)
    yield made
    made.close()


@pytest.fixture
def app(config: Config, wire: Wire) -> Iterator[Flask]:
    url = make_url(config.database_url).set(host="127.0.0.1", port=wire.port)
    application = create_app(replace(config, database_url=url.render_as_string(hide_password=False)))
    with application.app_context():
        load_pack(db.session())
        keep_newest_pack(db.session())
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_form_is_taken_within_seconds_and_entered_when_it_answers_again(
    app: Flask, client: FlaskClient, wire: Wire
) -> None:
    spool: Spool = app.extensions["spool"]
    for _ in range(2):
        client.get("/gui")
    with wire.cut():
        began = time.monotonic()
        answers = [
            client.post("/gui", data={"noi_dung": BROKEN_ROAD, "ma_gui": f"{n}" * 32}) for n in range(3)
        ]
        took = time.monotonic() - began
    assert [answer.status_code for answer in answers] == [303] * 3
    assert took < 15
    assert len(spool.items()) == 3
    until = time.monotonic() + 30
    while not spool.is_empty() and time.monotonic() < until:
        drain(app)
        time.sleep(0.1)
    for answer in answers:
        assert "Hẹn trả lời chậm nhất" in client.get(answer.headers["Location"]).get_data(as_text=True)
