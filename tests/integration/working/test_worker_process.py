"""Real workers, really killed. The provider is a Twilio on loopback that keeps what it took."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, select
from sqlalchemy.orm import Session

from feedback_service import clock
from feedback_service.database import transaction
from feedback_service.records import Notification
from feedback_service.vocabulary import DeliveryStatus
from feedback_service.working.heartbeat import last_beat
from tests.builders.outbox import a_notification
from tests.simulators.twilio import Fault, TwilioSimulator, running

ROOT = Path(__file__).parent.parent.parent.parent
MANY = 20
PATIENCE_SECONDS = 60

StartWorker = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def twilio() -> Iterator[TwilioSimulator]:
    with running(TwilioSimulator(slowness=0.3)) as simulator:
        yield simulator


@pytest.fixture
def start_worker(database_url: str, tmp_path: Path, twilio: TwilioSimulator) -> Iterator[StartWorker]:
    """Starts one more worker of the same installation. What is still alive at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []

    def start(redis_url: str = "") -> "subprocess.Popen[bytes]":
        command = [
            sys.executable,
            "-m",
            "tests.simulators.quick_worker",
            database_url,
            str(tmp_path),
            twilio.base,
        ]
        log = (tmp_path / f"worker-{len(started)}.log").open("wb")
        process = subprocess.Popen([*command, *([redis_url] if redis_url else [])], cwd=ROOT, stderr=log)
        log.close()
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_until(true: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < until, "It did not come to pass."
        time.sleep(0.05)


def wait_until_taken(twilio: TwilioSimulator, how_many: int) -> None:
    wait_until(lambda: len(twilio.messages) >= how_many)


def fill(session: Session, how_many: int = MANY) -> None:
    for number in range(how_many):
        a_notification(session, clock.now(), f"test:{number}", f"message {number}")


def statuses(session: Session) -> Counter[DeliveryStatus]:
    session.rollback()
    session.expire_all()
    return Counter(session.scalars(select(Notification.status)))


def everything_went_out_once(session: Session, twilio: TwilioSimulator, how_many: int = MANY) -> None:
    wait_until(lambda: statuses(session)[DeliveryStatus.ACCEPTED] == how_many)
    assert Counter(twilio.bodies()) == {f"message {number}": 1 for number in range(how_many)}
    references = set(session.scalars(select(Notification.provider_reference)))
    assert references == {str(row["sid"]) for row in twilio.messages}


def test_workers_that_are_killed_lose_nothing_and_send_nothing_twice(
    session: Session, twilio: TwilioSimulator, start_worker: StartWorker
) -> None:
    fill(session)
    victim, _survivor = start_worker(), start_worker()
    for kill_at in (3, 9, 14):
        wait_until_taken(twilio, kill_at)
        victim.kill()
        victim.wait()
        victim = start_worker()
    everything_went_out_once(session, twilio)


def test_after_all_were_killed_a_new_one_finishes(
    session: Session, twilio: TwilioSimulator, start_worker: StartWorker
) -> None:
    fill(session, 8)
    lonely = start_worker()
    wait_until_taken(twilio, 2)
    lonely.kill()
    lonely.wait()
    assert statuses(session)[DeliveryStatus.SENDING] > 0  # killed in the middle, as meant
    start_worker()
    everything_went_out_once(session, twilio, 8)


def test_a_busy_provider_and_lost_answers_delay_but_do_not_double(
    session: Session, twilio: TwilioSimulator, start_worker: StartWorker
) -> None:
    fill(session, 4)
    twilio.faults.extend([Fault.BUSY, Fault.ERROR_AFTER, Fault.HANG_UP])
    start_worker()
    wait_until(lambda: statuses(session) == {"accepted": 1, "unknown": 2, "created": 1})
    assert len(twilio.messages) == 3
    with transaction() as writing:
        for row in writing.scalars(select(Notification).where(Notification.next_attempt_at.is_not(None))):
            row.next_attempt_at = clock.now()  # the minutes of patience have passed
    everything_went_out_once(session, twilio, 4)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_ends_what_it_has_begun(
    session: Session, twilio: TwilioSimulator, start_worker: StartWorker, number: signal.Signals
) -> None:
    twilio.slowness = 1.0
    fill(session)
    worker = start_worker()
    wait_until_taken(twilio, 2)
    worker.send_signal(number)
    assert worker.wait(PATIENCE_SECONDS) == 0
    assert statuses(session)[DeliveryStatus.SENDING] == 0
    assert statuses(session)[DeliveryStatus.ACCEPTED] == len(twilio.messages) < MANY


def test_redis_as_the_queue_does_the_same(
    session: Session, twilio: TwilioSimulator, start_worker: StartWorker
) -> None:
    redis_url = os.environ["TEST_REDIS_URL"]
    fill(session, 8)
    victim = start_worker(redis_url)
    wait_until_taken(twilio, 2)
    victim.kill()
    start_worker(redis_url)
    everything_went_out_once(session, twilio, 8)


def test_a_worker_shows_that_it_lives(session: Session, start_worker: StartWorker) -> None:
    start_worker()

    def seen() -> bool:
        session.rollback()
        return last_beat(session) is not None

    wait_until(seen)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_worker_outlives_its_database(
    database_url: str, session: Session, twilio: TwilioSimulator, start_worker: StartWorker
) -> None:
    worker = start_worker()
    fill(session, 1)
    everything_went_out_once(session, twilio, 1)
    session.rollback()
    name = make_url(database_url).database
    server = make_url(database_url).set(drivername="postgresql", database="postgres")
    with psycopg.connect(server.render_as_string(hide_password=False), autocommit=True) as admin:
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        time.sleep(2)
        admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
    assert worker.poll() is None
    a_notification(session, clock.now(), "test:after", "message 1")
    everything_went_out_once(session, twilio, 2)
