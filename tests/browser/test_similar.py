"""While somebody writes, results that tell of the same are offered; one button says "me too"."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from feedback_service import clock
from feedback_service.database import db
from feedback_service.records import Case, PublicText
from feedback_service.routing.alike.sketching import sketch_earlier_cases
from feedback_service.vocabulary import Kind, Publication, Visibility
from tests.browser.site import Site

REST_MS = 5_000  # alike.js asks when nobody has typed for 1.2 seconds


@dataclass(frozen=True)
class Known:
    code: str
    words: str


@pytest.fixture
def known(site: Site) -> Known:
    """The newest published result of the demo that is no question, with its sketch."""
    with site.app.app_context():
        sketch_earlier_cases(now=clock.now())
        newest = (
            select(PublicText)
            .join(Case, Case.id == PublicText.case_id)
            .where(PublicText.state == Publication.PUBLISHED, Case.visibility == Visibility.LISTED)
            .where(PublicText.kind != Kind.HOI_DAP)  # a question is offered as one that is answered
            .order_by(PublicText.answered_on.desc(), PublicText.id.desc())
        )
        text = db.session.scalars(newest.limit(1)).one()
        return Known(text.code, f"{text.title}. {text.summary}")


def test_a_result_that_tells_of_the_same_is_offered_and_can_be_joined(page: Page, known: Known) -> None:
    page.goto("/gui")
    offered = page.locator("[data-alike]")
    expect(offered).to_be_hidden()
    page.locator("#noi_dung").fill(known.words)
    expect(offered.locator(f"a[href='/ket-qua/{known.code}']")).to_be_visible(timeout=REST_MS)
    button = offered.locator(f"button[data-me-too*='{known.code}']")
    button.click()
    expect(button).to_be_hidden()
    expect(offered.locator("[data-thanks]:visible")).to_have_count(1)
    expect(page.locator("#noi_dung")).to_have_value(known.words)


def test_what_is_nothing_like_it_offers_nothing(page: Page, known: Known) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill("Cho tôi hỏi chuyện không giống việc nào cả, tám chín mười")
    page.wait_for_timeout(2_000)
    expect(page.locator("[data-alike]")).to_be_hidden()


def test_without_a_script_the_result_page_counts_too(page: Page, known: Known) -> None:
    page.goto(f"/ket-qua/{known.code}")
    page.get_by_role("button", name="Tôi cũng gặp").click()
    expect(page.locator("#cung-gap [role=status]")).to_be_visible()
    expect(page.locator("#cung-gap")).to_contain_text("người cũng báo")
