"""PostgreSQL stops while people are sending, and comes back. Nobody starts anything else anew."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from bs4 import BeautifulSoup

from feedback_service import create_app
from feedback_service.database import db
from tests.databases import settings_for
from tests.resilience.books import each_is_one_case, each_was_told_once
from tests.resilience.conftest import StartCrowd, StartService
from tests.resilience.crowd import Form, TextMessage
from tests.servers.binaries import POSTGRES, find_all
from tests.servers.postgres import Cluster, cluster
from tests.servers.service import Service, children
from tests.simulators.twilio import TwilioSimulator

PAGES = ("/", "/gui", "/ket-qua", "/thong-ke", "/tra-cuu", "/can-bo/dang-nhap", "/readyz")


@pytest.fixture
def own_postgres() -> Iterator[Cluster]:
    programs = find_all([POSTGRES])[POSTGRES].resolve().parent
    with cluster(programs) as made:
        yield made


def test_it_is_said_kindly_and_everything_goes_on_afterwards(
    own_postgres: Cluster,
    start_service: StartService,
    twilio: TwilioSimulator,
    crowd: StartCrowd,
    tmp_path: Path,
) -> None:
    config = settings_for(own_postgres.url, tmp_path)
    messages = [message for number in range(60) for message in (Form(number), TextMessage(number))]
    with ExitStack() as first, ExitStack() as all_the_time:
        first.enter_context(own_postgres.running())
        service = all_the_time.enter_context(start_service(config))
        processes = everybody_of(service)
        people = crowd(service.base, messages)
        people.wait_until_answered(0.3)
        first.close()
        what_was_typed_comes_back(service)
        no_page_breaks(service)
        with own_postgres.running():
            people.wait_until_answered()
            assert set(people.statuses) == {200, 303, 503}
            assert everybody_of(service) == processes
            assert requests.get(f"{service.base}/readyz", timeout=30).status_code == 200
            with create_app(config).app_context():
                each_is_one_case(db.session(), messages, people.answered)
                each_was_told_once(db.session(), twilio, messages)
                db.session.remove()
                db.engine.dispose()
            all_the_time.close()


def everybody_of(service: Service) -> set[int]:
    kept = children(service.process.pid)
    return {*kept, *(child for process in kept for child in children(process))}


def what_was_typed_comes_back(service: Service) -> None:
    fields = {"noi_dung": "Cống vỡ trước cổng trường", "dien_thoai": "0905 123 456", "ma_gui": "a" * 20}
    answer = requests.post(f"{service.base}/gui", data=fields, timeout=30)
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("[name=noi_dung]").get_text().strip() == fields["noi_dung"]  # type: ignore[union-attr]
    for name in ("dien_thoai", "ma_gui"):
        assert page.select_one(f"[name={name}]")["value"] == fields[name]  # type: ignore[index]


def no_page_breaks(service: Service) -> None:
    for path in PAGES:
        answer = requests.get(f"{service.base}{path}", timeout=30)
        assert answer.status_code in {200, 503}, path
    assert requests.get(f"{service.base}/healthz", timeout=30).status_code == 200
    assert requests.get(f"{service.base}/readyz", timeout=30).status_code == 503
