"""Nobody is sent to a page that does not exist: every link of every page is followed, as a citizen and in each role."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from feedback_service.clock import now
from feedback_service.database import db
from feedback_service.demo import fill
from feedback_service.pack.current import current_pack
from tests.journeys.browsing import Person

MOST_PAGES = 120
_CODE = re.compile(r"EK-\d{4}-\d{3}[A-Z]")


@pytest.fixture
def busy(app: Flask) -> Flask:
    with app.app_context():
        fill(current_pack(db.session()), 30, now(), lambda _count: None)
    return app


def links_of(client: FlaskClient, address: str) -> set[str]:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code < 400, f"{address}: {answer.status}"
    if "html" not in answer.content_type:
        return set()
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    found = {urljoin(address, str(tag.get("href") or tag.get("src"))) for tag in page.select("[href], [src]")}
    return {link for link in found if urlsplit(link).scheme == "" and not link.startswith("//")}


def kind_of(link: str) -> str:
    """Pages of the same kind are looked at once: another case's page has the same links."""
    return _CODE.sub("CODE", urlsplit(link).path)


def walk(client: FlaskClient, start: str) -> int:
    seen: set[str] = set()
    waiting = [start]
    while waiting and len(seen) < MOST_PAGES:
        link = waiting.pop()
        if kind_of(link) in seen:
            continue
        seen.add(kind_of(link))
        waiting += sorted(links_of(client, link.split("#")[0]))
    return len(seen)


def test_a_citizen_finds_every_page(busy: Flask) -> None:
    assert walk(busy.test_client(), "/") > 15


@pytest.mark.parametrize(
    "role", ["clerk", "officer-kt", "head-kt", "publisher", "leader", "auditor", "admin"]
)
def test_an_officer_finds_every_page(busy: Flask, officer: Callable[[str], Person], role: str) -> None:
    assert walk(officer(role).client, "/can-bo/") > 10
