"""Unit tests are about pure code: what reaches for a database or the network fails at once, and says so."""

import socket
import sqlite3
from collections.abc import Iterator
from typing import NoReturn

import psycopg
import pytest


class OutsideWorldReached(AssertionError):
    """A test of this folder opened a connection. It belongs under tests/integration."""


def _refuse(*args: object, **kwargs: object) -> NoReturn:
    raise OutsideWorldReached("Unit tests open no connections; this one belongs under tests/integration.")


@pytest.fixture(autouse=True, scope="module")
def no_outside_world() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in (
            (socket.socket, "connect"),
            (socket.socket, "connect_ex"),
            (sqlite3, "connect"),
            (sqlite3.dbapi2, "connect"),
            (psycopg, "connect"),
            (psycopg.Connection, "connect"),
        ):
            patch.setattr(owner, name, _refuse)
        yield
