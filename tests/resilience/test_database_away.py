"""PostgreSQL stops while people are sending, and comes back. Nobody is turned away, and nobody starts anything anew."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.database import db
from feedback_service.records import InboundEvent
from tests.databases import settings_for
from tests.resilience.books import each_is_one_case, each_was_told_once, wait_until
from tests.resilience.conftest import StartCrowd, StartService
from tests.resilience.crowd import Answers, Form, Message, TextMessage, one_after_another
from tests.resilience.processes import everybody_of, kill, web_worker
from tests.servers.binaries import POSTGRES, find_all
from tests.servers.postgres import Cluster, cluster
from tests.servers.service import Service
from tests.simulators.twilio import TwilioSimulator

PAGES = ("/", "/gui", "/ket-qua", "/thong-ke", "/tra-cuu", "/can-bo/dang-nhap", "/readyz")


@pytest.fixture
def own_postgres() -> Iterator[Cluster]:
    programs = find_all([POSTGRES])[POSTGRES].resolve().parent
    with cluster(programs) as made:
        yield made


def test_nobody_is_turned_away_and_all_is_entered_in_order_afterwards(
    own_postgres: Cluster,
    start_service: StartService,
    twilio: TwilioSimulator,
    crowd: StartCrowd,
    tmp_path: Path,
) -> None:
    config = settings_for(own_postgres.url, tmp_path)
    messages: list[Message] = [one for number in range(50) for one in (Form(number), TextMessage(number))]
    in_a_row = [TextMessage(1000 + number) for number in range(12)]
    with ExitStack() as service_runs:
        with own_postgres.running():
            service = service_runs.enter_context(start_service(config))
            processes = everybody_of(service)
            people = crowd(service.base, messages)
            people.wait_until_answered(0.3)
        people.wait_until_answered()
        answered = [*people.answered, *one_after_another(service.base, in_a_row[:6])]
        no_page_breaks(service)
        assert everybody_of(service) == processes
        a_process_that_starts_anew_serves_the_form(service)
        with own_postgres.running():
            answered += one_after_another(service.base, in_a_row[6:])
            wait_until(lambda: waiting(service) == 0)
            assert set(people.statuses) <= {200, 303}
            the_books_are_right(config, twilio, [*messages, *in_a_row], answered)
            assert order_of(config, in_a_row) == [text.key for text in in_a_row]
            wait_until(lambda: requests.get(f"{service.base}/readyz", timeout=30).status_code == 200)
    it_starts_without_a_database(config, own_postgres, start_service)


def no_page_breaks(service: Service) -> None:
    for path in PAGES:
        answer = requests.get(f"{service.base}{path}", timeout=30)
        assert answer.status_code in {200, 503}, path
    assert requests.get(f"{service.base}/gui", timeout=30).status_code == 200
    assert requests.get(f"{service.base}/healthz", timeout=30).status_code == 200
    ready = requests.get(f"{service.base}/readyz", timeout=30)
    assert (ready.status_code, ready.json()["failed"]) == (503, ["database"])
    assert ready.json()["checks"]["spool"]["waiting"] > 0


def a_process_that_starts_anew_serves_the_form(service: Service) -> None:
    killed = web_worker(service)
    kill(killed)
    wait_until(lambda: web_worker(service) != killed)
    for _ in range(8):  # whoever of them answers
        with requests.get(f"{service.base}/gui", timeout=30) as answer:
            assert answer.status_code == 200


def it_starts_without_a_database(config: Config, own_postgres: Cluster, start_service: StartService) -> None:
    late = Form(2000)
    with start_service(config) as service:
        ((_, answer),) = one_after_another(service.base, [late])
        code = answer.headers["Location"].rpartition("/")[2]
        assert code in requests.get(f"{service.base}/ho-so/{code}", timeout=30).text
        with own_postgres.running():
            wait_until(lambda: waiting(service) == 0)
            wait_until(lambda: requests.get(f"{service.base}/readyz", timeout=30).status_code == 200)
            assert requests.get(f"{service.base}/ho-so/{code}", timeout=30).status_code == 200


def waiting(service: Service) -> int:
    return int(requests.get(f"{service.base}/readyz", timeout=30).json()["checks"]["spool"]["waiting"])


def the_books_are_right(
    config: Config, twilio: TwilioSimulator, messages: Sequence[Message], answered: Answers
) -> None:
    with create_app(config).app_context():
        each_is_one_case(db.session(), messages, answered)
        each_was_told_once(db.session(), twilio, messages)
        db.session.remove()
        db.engine.dispose()


def order_of(config: Config, texts: Sequence[TextMessage]) -> list[str]:
    with create_app(config).app_context():
        session: Session = db.session()
        keys = [text.key for text in texts]
        order = select(InboundEvent.event_id).where(InboundEvent.event_id.in_(keys)).order_by(InboundEvent.id)
        found = list(session.scalars(order))
        db.session.remove()
        db.engine.dispose()
    return found
