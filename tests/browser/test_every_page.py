"""Every page, in both languages, on a phone and on a desk: open to everybody, and alone with its reader."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from playwright.sync_api import Route

from feedback_service import create_app
from feedback_service.errors import page as error_page
from tests.browser.conftest import NewContext
from tests.browser.pages import Shown, every_page, page_endpoints
from tests.browser.reader import Reader
from tests.browser.site import ROAD, Site


@pytest.fixture(scope="session")
def album(site: Site) -> list[Shown]:
    return every_page(site)


def test_every_address_that_shows_a_page_is_looked_at(site: Site, album: list[Shown]) -> None:
    assert page_endpoints(site) - {shown.endpoint for shown in album} == set()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_open_to_everybody_and_alone_with_its_reader(
    site: Site, album: list[Shown], new_context: NewContext, language: str
) -> None:
    reader = Reader(new_context(), site, language)
    faults = [f"{shown}: {fault}" for shown in album for fault in reader.faults_of(shown)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pages_of_bad_days_are_open_to_everybody_too(
    site: Site, new_context: NewContext, language: str
) -> None:
    reader = Reader(new_context(), site, language)
    faults = []
    for number, body in enumerate(_bad_days(site, language)):
        address = f"{site.base}/ngay-xau-{number}"
        reader.page.route(address, partial(_answer, body))
        faults += [f"{number}: {fault}" for fault in reader.faults_of(Shown(address))]
    assert not faults, "\n".join(faults)


def _bad_days(site: Site, language: str) -> Iterator[str]:
    """What people get when they err, when the database is away, and when we err."""
    asked = {"headers": {"Cookie": f"lang={language}"}}
    here = site.app.test_client(use_cookies=False)
    yield here.post("/gui", data={"noi_dung": "", "dien_thoai": "12", "email": "x"}, **asked).text
    yield here.post("/tra-cuu", data={"code": "EK-1"}, **asked).text
    nowhere = replace(
        site.app.config["SERVICE"], database_url="postgresql+psycopg://no@127.0.0.1:1/no", demo=False
    )
    cut_off = create_app(nowhere).test_client()
    cut_off.set_cookie("lang", language)
    yield cut_off.post("/gui", data={"noi_dung": ROAD}, follow_redirects=True).text
    yield cut_off.get("/ket-qua").text
    full = create_app(replace(nowhere, spool_least_free=2**60)).test_client(use_cookies=False)
    yield full.post("/gui", data={"noi_dung": ROAD}, **asked).text
    with site.app.test_request_context("/", **asked):
        yield error_page(500, incident="1a2b3c4d").get_data(as_text=True)


def _answer(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")
