"""A running service with a year of demo cases, and the system's Chromium before it. Once for each worker of pytest."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from feedback_service import create_app
from tests.browser.site import Site, prepare, settings
from tests.servers.service import environ_of, serving

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1440, height=900)
FLAGS = [
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
]
PATIENCE_MS = 20_000

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    prepare(folder)
    with serving(environ_of(settings(folder, "http://127.0.0.1")), folder) as service:
        yield Site(service.base, create_app(settings(folder, service.base)), service.log)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = os.environ.get("TEST_CHROMIUM") or "/usr/bin/chromium"
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(site: Site, browser: Browser) -> Iterator[NewContext]:
    """A browser of somebody's own: nothing cached, no cookies. Vietnamese on a phone unless asked otherwise."""
    opened: list[BrowserContext] = []

    def make(**asked: object) -> BrowserContext:
        wanted = {"base_url": site.base, "viewport": PHONE, "locale": "vi-VN", **asked}
        context = browser.new_context(**wanted)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()
