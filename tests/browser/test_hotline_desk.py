"""The hotline's sheet with the receiver at the ear: no mouse, and nothing typed is lost."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, NewContext
from tests.browser.desk import Desk
from tests.browser.site import Site
from tests.browser.test_keyboard import RING, WHERE

SHEET = "/can-bo/duong-day-nong"
SAID = "Bò nhà bên thả rông ăn hết hai sào bắp, nói ba lần rồi không chịu nhốt"
MOST_STEPS = 60


def at_sheet(site: Site, new_context: NewContext) -> Page:
    desk = Desk(new_context(viewport=DESK).new_page(), site, "clerk")
    desk.opens(SHEET)
    return desk.page


def tab_to(page: Page, name: str) -> list[str]:
    """By the keyboard alone; returns what had no ring on the way."""
    unseen: list[str] = []
    for _ in range(MOST_STEPS):
        if page.evaluate(WHERE) == name:
            return unseen
        page.keyboard.press("Tab")
        unseen += [] if page.evaluate(RING) else [page.evaluate(WHERE)]
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_whole_call_is_logged_by_keyboard(site: Site, new_context: NewContext) -> None:
    page = at_sheet(site, new_context)
    expect(page.locator("#noi_dung")).to_be_focused()
    page.keyboard.type(SAID)
    unseen = tab_to(page, "dia_diem")
    page.keyboard.type("rẫy sau nhà văn hóa")
    unseen += tab_to(page, "ho_ten")
    page.keyboard.type("chị Hạnh")
    unseen += tab_to(page, "dien_thoai")
    page.keyboard.type("0912 000 345")
    unseen += tab_to(page, "ket_qua")
    for _ in range(2):
        page.keyboard.press("ArrowDown")  # to "answered at once"
    unseen += tab_to(page, "tra_loi")
    page.keyboard.type("Mai công an xã xuống làm việc với chủ bò.")
    expect(page.locator("[data-suggestion] blockquote")).to_contain_text("chị Hạnh báo")
    expect(page.locator("[data-suggestion] blockquote")).to_contain_text("rẫy sau nhà văn hóa")
    assert unseen == []
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/EK-\d{4}-\d{3}[A-Z]$"))
    expect(page.locator("h1")).to_have_text("Đã ghi và khép lại")


def test_what_was_typed_is_there_after_a_reload_and_after_a_crash(
    site: Site, new_context: NewContext
) -> None:
    page = at_sheet(site, new_context)
    page.keyboard.type(SAID)
    expect(page.locator("[data-kept]")).to_contain_text("Đã lưu nháp")
    page.reload()
    expect(page.locator("#noi_dung")).to_have_value(SAID)
    elsewhere = at_sheet(site, new_context)  # another machine, the same officer
    expect(elsewhere.locator("#noi_dung")).to_have_value("")
    notice = elsewhere.locator(".unfinished", has_text=SAID[:30]).first
    notice.get_by_role("link", name="Mở lại").press("Enter")
    expect(elsewhere.locator("#noi_dung")).to_have_value(SAID)


def test_words_of_danger_show_the_steps_and_whom_to_call(site: Site, new_context: NewContext) -> None:
    page = at_sheet(site, new_context)
    steps = page.locator("[data-danger]")
    expect(steps).to_be_hidden()
    page.keyboard.type("Cháy nhà rồi, lửa bốc cao lắm, cứu với")
    expect(steps).to_be_visible()
    expect(steps.locator("[data-kinds]")).to_contain_text("114")
    tab_to(page, "da_bao")
    page.keyboard.press("Space")
    expect(page.locator("#da_bao_luc")).to_have_value(re.compile(r"^\d\d:\d\d$"))


def test_the_number_brings_its_earlier_cases_while_it_is_typed(site: Site, new_context: NewContext) -> None:
    code = site.sent(dien_thoai="0905 777 123")[1]
    page = at_sheet(site, new_context)
    tab_to(page, "dien_thoai")
    page.keyboard.type("0905 777 123")
    before = page.locator("[data-before]")
    expect(before).to_contain_text(code)
    expect(before).not_to_contain_text("sạt lở")
    before.locator("[name='hien']").first.press("Enter")
    expect(before).to_contain_text("sạt lở")
    before.locator("[name='them']").first.press("Enter")
    expect(page.locator("#ho_so")).to_have_value(code)
    expect(page.locator("#ho_so")).to_be_focused()
