"""What monitors ask: is it up, can it work, how much is there."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from feedback_service import create_app
from feedback_service.config import Config
from feedback_service.pack.model import Pack
from feedback_service.records import Notification
from tests.builders.cases import NOW, a_case
from tests.databases import settings_for


def without_database(tmp_path: Path) -> Flask:
    return create_app(settings_for("postgresql+psycopg://nobody@127.0.0.1:1/nothing", tmp_path))


def test_all_is_well(client: FlaskClient, session: Session, pack: Pack) -> None:
    a_case(session, pack)
    session.commit()
    answer = client.get("/readyz")
    checks = answer.get_json()["checks"]
    # the receipt waits since the case came, and no worker runs in this test
    assert answer.get_json()["failed"] == ["outbox"]
    assert checks["database"]["ok"] and checks["disk"]["ok"]
    assert "web" in checks["last_inbound"]


def test_a_message_that_waits_too_long_is_named(client: FlaskClient, session: Session) -> None:
    session.add(
        Notification(
            key="k",
            template="receipt",
            medium="sms",
            recipient="+84905123456",
            body="x",
            created_at=NOW,
            next_attempt_at=NOW - timedelta(days=1),
        )
    )
    session.commit()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["failed"]) == (503, ["outbox"])


def test_without_a_database_readiness_says_so_and_liveness_does_not_ask(tmp_path: Path) -> None:
    client = without_database(tmp_path).test_client()
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()["failed"]) == (503, ["database"])


def test_without_a_database_every_page_says_so_kindly(tmp_path: Path) -> None:
    client = without_database(tmp_path).test_client()
    for address in ("/", "/gui", "/ket-qua", "/tra-cuu", "/can-bo/hang-doi", "/ho-so/EK-4827-193K"):
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 503, address
        assert answer.headers["Retry-After"]


def test_figures_are_for_this_machine_or_for_whoever_knows_the_token(config: Config) -> None:
    from_here = create_app(config).test_client()
    assert from_here.get("/metrics").status_code == 200
    assert from_here.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    guarded = create_app(replace(config, metrics_token="t" * 20)).test_client()
    assert guarded.get("/metrics").status_code == 403
    assert guarded.get("/metrics", headers={"Authorization": f"Bearer {'t' * 20}"}).status_code == 200


def test_the_footer_leads_to_the_running_source(config: Config, session: Session, pack: Pack) -> None:
    """AGPL section 13."""
    session.commit()
    page = create_app(replace(config, source_url="https://git.example.vn/kho")).test_client().get("/")
    assert 'href="https://git.example.vn/kho"' in page.get_data(as_text=True)
