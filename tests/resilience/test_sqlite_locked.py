"""Somebody holds the SQLite file for long, as a backup tool may. What is sent meanwhile is kept, and entered later."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from sqlalchemy import make_url

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from tests.builders.cases import load_pack
from tests.databases import migrate, settings_for
from tests.resilience.books import each_is_one_case, wait_until
from tests.resilience.conftest import StartCrowd, StartService
from tests.resilience.crowd import WORDS, Form, Message, TextMessage, one_after_another
from tests.resilience.processes import kill, sender, web_worker


@contextmanager
def held(config: Config) -> Iterator[None]:
    """The turn that our own processes take, and SQLite's own lock."""
    file = Path(str(make_url(config.database_url).database))
    with Path(f"{file}.turns").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        other = sqlite3.connect(file, isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()


def test_all_is_kept_and_entered_once_though_processes_are_killed_meanwhile(
    start_service: StartService, crowd: StartCrowd, tmp_path: Path
) -> None:
    config = settings_for(f"sqlite:///{tmp_path / 'feedback.sqlite3'}", tmp_path)
    messages = everybody_twice(30)
    with start_service(config) as service:
        with held(config):
            people = crowd(service.base, messages)
            for share in (0.2, 0.6):
                people.wait_until_answered(share)
                kill(web_worker(service))
            people.wait_until_answered()
        kill(sender(service))
        wait_until(lambda: left(service.base) < len(messages) / 2)
        kill(sender(service))
        kill(web_worker(service))
        wait_until(lambda: left(service.base) == 0)
        assert set(people.statuses) <= {200, 303}
        with create_app(config).app_context():
            each_is_one_case(db.session(), messages, people.answered)
            db.session.remove()
            db.engine.dispose()


def test_with_the_disk_full_as_well_it_is_said_before_anything_is_promised(
    start_web: StartService, tmp_path: Path
) -> None:
    """A disk that is too full by the service's own measure: to fill a real one takes a file system of one's own."""
    config = settings_for(f"sqlite:///{tmp_path / 'feedback.sqlite3'}", tmp_path)
    migrate(config.database_url, tmp_path)
    with create_app(config).app_context():
        load_pack(db.session())
        db.engine.dispose()
    with start_web(config, SPOOL_LEAST_FREE_MB="1000000000") as service:
        ((_, before),) = one_after_another(service.base, [Form(1)])
        with held(config):
            form = requests.post(f"{service.base}/gui", data={"noi_dung": WORDS}, timeout=30)
            text = TextMessage(2).send(service.base, requests.Session())
            ready = requests.get(f"{service.base}/readyz", timeout=30).json()
    assert before.status_code == 303
    assert (form.status_code, text.status_code) == (503, 503)
    assert WORDS in form.text
    assert "spool" in ready["failed"]
    assert not list((tmp_path / "spool").glob("*.*"))


def everybody_twice(pairs: int) -> list[Message]:
    both = [(Form(number), TextMessage(number)) for number in range(pairs)]
    return [message for form, text in both for message in (form, text, form, text)]


def left(base: str) -> int:
    try:
        return int(requests.get(f"{base}/readyz", timeout=30).json()["checks"]["spool"]["waiting"])
    except requests.RequestException:
        return 1_000_000
