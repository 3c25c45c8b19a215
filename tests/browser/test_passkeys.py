"""Passkeys in a real browser, whose authenticator is Chromium's own virtual one."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update
from werkzeug.serving import make_server

from feedback_service import create_app
from feedback_service.clock import now
from feedback_service.database import db, transaction
from feedback_service.records import OfficerSession
from feedback_service.staff.passwords import hashed
from feedback_service.vocabulary import Role
from tests.browser.conftest import PATIENCE_MS
from tests.builders.cases import an_officer, load_pack
from tests.builders.desk import PASSWORD
from tests.databases import migrate, settings_for
from tests.servers.machine import free_port

EMAIL = "mo@eaknop.example"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    """Under a name: browsers bind no key to a bare number."""
    address = f"http://localhost:{free_port()}"
    config = replace(settings_for(f"sqlite:///{tmp_path / 'f.sqlite3'}", tmp_path), public_base_url=address)
    migrate(config.database_url, tmp_path)
    app = create_app(config)
    with app.app_context():
        load_pack(db.session())
        with transaction() as session:
            an_officer(session, Role.ADMIN, "VP", email=EMAIL, password=hashed(PASSWORD))
        db.session.remove()
    server = make_server("localhost", int(address.rsplit(":")[-1]), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield address
    with app.app_context(), transaction() as session:
        session.execute(update(OfficerSession).values(ended_at=now()))
    server.shutdown()
    thread.join()


@pytest.fixture
def page(base: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=base, locale="vi-VN")
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    devtools = context.new_cdp_session(opened)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield opened
    context.close()


def give_password(page: Page) -> None:
    page.goto("/can-bo/dang-nhap")
    page.fill("#email", EMAIL)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")


def with_key(page: Page) -> Page:
    """The first sign-in, at which the device makes its key; then out again."""
    give_password(page)
    page.wait_for_url("**/thiet-lap")
    page.click("[data-passkey=make] button")
    page.wait_for_selector(".codes")
    page.click("main .btn")
    page.wait_for_url("**/hang-doi")
    page.click(".who button")
    page.wait_for_url("**/dang-nhap")
    return page


def test_a_key_is_the_second_step(page: Page) -> None:
    give_password(with_key(page))
    page.wait_for_url("**/buoc-hai")
    page.click("[data-passkey=show] button")
    page.wait_for_url("**/hang-doi")


def test_a_key_opens_the_desk_without_a_password(page: Page) -> None:
    with_key(page).goto("/can-bo/dang-nhap")
    page.click("[data-passkey=show] button")
    page.wait_for_url("**/hang-doi")


def test_a_browser_without_the_key_says_so_and_stays(page: Page) -> None:
    page.goto("/can-bo/dang-nhap")
    page.click("[data-passkey=show] button")
    page.wait_for_selector("[data-passkey=show] .err:visible")
    assert page.url.endswith("/can-bo/dang-nhap")
