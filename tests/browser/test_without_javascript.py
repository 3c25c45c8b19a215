"""An old phone, a locked-down office machine: everything is done by links, forms and buttons alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, NewContext
from tests.browser.desk import Desk
from tests.browser.site import ANSWER, ROAD, Site


@pytest.fixture
def plain_page(new_context: NewContext) -> Page:
    return new_context(java_script_enabled=False).new_page()


def test_a_citizen_sends_looks_up_reads_and_adds(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    page.locator("main a[href='/gui']").first.click()
    page.locator("#noi_dung").fill(ROAD)
    page.locator("form[action='/gui'] button").last.click()
    code, pin = page.locator("[data-code]").inner_text(), page.locator(".pin").inner_text()
    page.context.clear_cookies()
    page.goto("/tra-cuu")
    page.locator("#code").fill(code.lower().replace("-", " "))
    page.locator("#pin").fill(pin)
    page.locator("form[action='/tra-cuu'] button").click()
    expect(page.locator("main")).to_contain_text(ROAD)
    form = page.locator("form[action$='/them']")
    if not form.locator("textarea").is_visible():
        page.locator("details:has(form[action$='/them']) summary").click()
    form.locator("textarea").fill("Sáng nay sạt thêm một đoạn nữa")
    form.locator("button").last.click()
    expect(page.locator(".talk")).to_contain_text("sạt thêm một đoạn")


def test_officers_confirm_answer_approve_and_publish(site: Site, new_context: NewContext) -> None:
    _, code, _ = site.sent(ROAD)
    worker, head, publisher = (
        Desk(new_context(java_script_enabled=False, viewport=DESK).new_page(), site, name)
        for name in ("officer-kt", "head-kt", "publisher")
    )
    worker.finds(code)
    worker.sends("/xac-nhan")
    worker.sends("/trinh", tra_loi=ANSWER)
    head.finds(code)
    head.sends("/duyet")
    worker.opens(f"/can-bo/cong-bo/{code}")
    worker.sends(
        "/soan",
        tieu_de="Chỗ sạt trên đường thôn đã lấp",
        tom_tat="Mưa lớn làm sạt một đoạn đường thôn.",
        tra_loi=ANSWER,
    )
    publisher.opens("/can-bo/cong-bo?muc=cho-duyet")
    publisher.page.locator(f"a[href*='{code}']").first.click()
    publisher.sends("/duyet")
    reader = new_context(java_script_enabled=False).new_page()
    reader.goto(f"/ket-qua/{code}")
    expect(reader.locator("main")).to_contain_text(ANSWER)
