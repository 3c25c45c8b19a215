"""The guard of this folder holds."""

import socket
import sqlite3

import pytest
from sqlalchemy import create_engine


def test_a_unit_test_cannot_open_sqlite() -> None:
    with pytest.raises(AssertionError, match="tests/integration"):
        sqlite3.connect(":memory:")


@pytest.mark.parametrize("url", ["sqlite://", "postgresql+psycopg://nobody@127.0.0.1:1/none"])
def test_a_unit_test_cannot_open_a_database_through_sqlalchemy(url: str) -> None:
    with pytest.raises(AssertionError, match="tests/integration"):
        create_engine(url).connect()


def test_a_unit_test_cannot_open_a_socket() -> None:
    with socket.socket() as one, pytest.raises(AssertionError, match="tests/integration"):
        one.connect(("127.0.0.1", 9))
