"""The floor: a bare Flask app with one durable insert and one small page, on the same engines and gunicorn.

Nothing that answers a POST after a commit can be faster with these tools; how much slower the service is, is what
it does for the citizen.
"""

import os
import sqlite3
import threading

import psycopg
from flask import Flask, render_template_string, request

app = Flask(__name__)
URL = os.environ["FLOOR_DATABASE_URL"]
_local = threading.local()
PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{{ code }}</title></head>
<body><main><h1>{{ code }}</h1><p>Đã tiếp nhận, đang xử lý.</p></main></body></html>"""


def _sqlite() -> sqlite3.Connection:
    connection = sqlite3.connect(URL.removeprefix("sqlite:///"), timeout=20, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS words (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    return connection


def _postgresql() -> psycopg.Connection:
    connection = psycopg.connect(URL.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)
    connection.execute("CREATE TABLE IF NOT EXISTS words (id bigserial PRIMARY KEY, words text NOT NULL)")
    return connection


def _insert(words: str) -> None:
    if not hasattr(_local, "connection"):
        _local.connection = _sqlite() if URL.startswith("sqlite") else _postgresql()
    mark = "?" if URL.startswith("sqlite") else "%s"
    _local.connection.execute(f"INSERT INTO words (words) VALUES ({mark})", (words,))  # noqa: S608


@app.post("/")
def insert() -> str:
    _insert(request.form.get("noi_dung") or request.form.get("Body", ""))
    return "ok"


@app.get("/")
def page() -> str:
    return render_template_string(PAGE, code="EK-4827-193K")


def prepare() -> None:
    """Makes the table before anybody is served: two processes that switch SQLite to WAL at once would collide."""
    (_sqlite if URL.startswith("sqlite") else _postgresql)().close()
