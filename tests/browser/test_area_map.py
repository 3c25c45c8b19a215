"""The map of results: asked for by a button, drawn over the list's own numbers, and gone without a trace otherwise."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.pack.current import current_pack, store_pack
from tests.browser.conftest import DESK, PHONE, NewContext
from tests.browser.pages import Shown
from tests.browser.reader import Reader
from tests.browser.site import Site
from tests.builders.maps import TILES_HOST, name_a_map
from tests.builders.published import a_published_case

ADDRESS = "/ket-qua/ban-do"
# One grey pixel.
TILE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c63b80b0000df00de297970b60000000049454e44ae426082"
)


@pytest.fixture
def mapped(site: Site) -> Iterator[Site]:
    """With a map while the test lasts."""
    with site.app.app_context():
        pack = current_pack(db.session())
        with transaction() as session:
            name_a_map(session, pack, now(), buon_sue=(12.81, 108.55), buon_trung=(12.86, 108.6))
            for code in ("buon-sue", "buon-trung"):
                for _ in range(6):
                    a_published_case(session, pack, area_code=code)
        yield site
        with transaction() as session:
            store_pack(session, pack, "test", now())


def opened(page: Page) -> list[str]:
    """The page with its map open; what the tiles' house was asked for."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=TILE, content_type="image/png")

    page.route(f"{TILES_HOST}/**", answer)
    page.goto(ADDRESS)
    assert asked == []
    page.get_by_role("button", name="Mở bản đồ").click()
    expect(page.locator(".leaflet-tile-loaded").first).to_be_visible()
    return asked


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_map_shows_the_numbers_of_the_list(
    mapped: Site, new_context: NewContext, size: dict[str, int]
) -> None:
    page = new_context(viewport=size).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked = opened(page)
    expect(page.locator(".map .dot")).to_have_text(
        page.locator("tr[data-latitude] td:nth-child(2)").all_inner_texts()
    )
    first = page.locator("tr[data-latitude] a").first.get_attribute("href") or ""
    page.locator(".map .dot").first.click()
    expect(page.locator(".map .leaflet-popup a")).to_have_attribute("href", first)
    assert asked and said == []


def test_its_circles_stand_in_nobodys_way(mapped: Site, new_context: NewContext) -> None:
    page = new_context(viewport=DESK).new_page()
    opened(page)
    assert page.locator(".map .dot[tabindex]").count() == 0
    assert page.locator(".map a:visible").count() == 2  # nearer and farther


def test_an_open_map_is_open_to_everybody(mapped: Site, new_context: NewContext) -> None:
    reader = Reader(new_context(), mapped, "vi")
    reader.page.route(f"{TILES_HOST}/**", lambda route: route.fulfill(body=TILE, content_type="image/png"))
    faults = list(reader.faults_of(Shown(ADDRESS)))
    reader.page.get_by_role("button", name="Mở bản đồ").click()
    expect(reader.page.locator(".leaflet-tile-loaded").first).to_be_visible()
    faults += [fault for fault in reader.faults_here() if TILES_HOST not in fault]
    assert not faults, "\n".join(faults)


def test_without_scripts_the_list_is_the_page(mapped: Site, new_context: NewContext) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(ADDRESS)
    expect(page.get_by_role("link", name="Buôn Suê")).to_be_visible()
    expect(page.locator("[data-map]")).to_be_hidden()
