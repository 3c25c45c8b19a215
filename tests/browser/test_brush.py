"""Painting over a picture: by dragging, by the brush, and by the keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, NewContext
from tests.browser.desk import Desk
from tests.browser.pictures import a_case_with_a_picture
from tests.browser.site import Site

DARK = """([x, y]) => {
  const seen = document.querySelector("canvas");
  const [r, g, b] = seen.getContext("2d").getImageData(x * seen.width, y * seen.height, 1, 1).data;
  return r + g + b < 100;
}"""


def at_brush(site: Site, new_context: NewContext) -> Page:
    code, number = a_case_with_a_picture(site)
    desk = Desk(new_context(viewport=DESK).new_page(), site, "officer-kt")
    desk.opens(f"/can-bo/ho-so/{code}/tep/{number}/che")
    expect(desk.page.locator("canvas")).to_be_visible()
    return desk.page


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + start[0] * box["width"], box["y"] + start[1] * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + end[0] * box["width"], box["y"] + end[1] * box["height"], steps=4)
    page.mouse.up()


def test_what_is_dragged_turns_black_and_can_be_taken_back(site: Site, new_context: NewContext) -> None:
    page = at_brush(site, new_context)
    drag(page, (0.1, 0.1), (0.4, 0.4))
    assert page.evaluate(DARK, [0.25, 0.25]) and not page.evaluate(DARK, [0.8, 0.8])
    page.locator("[data-undo]").click()
    assert not page.evaluate(DARK, [0.25, 0.25])


def test_a_stroke_is_sent_and_the_case_shows_the_painted_copy(site: Site, new_context: NewContext) -> None:
    page = at_brush(site, new_context)
    page.locator("[data-tool=b]").click()
    drag(page, (0.2, 0.5), (0.8, 0.5))
    assert page.evaluate(DARK, [0.5, 0.5])
    page.get_by_role("button", name="Lưu ảnh đã che").click()
    page.wait_for_url(re.compile(r"/can-bo/ho-so/EK-\d{4}-\d{3}[A-Z]$"))
    expect(page.get_by_text("Ảnh gốc 1 đã niêm phong")).to_be_visible()


def test_the_keyboard_alone_paints_by_numbers(site: Site, new_context: NewContext) -> None:
    page = at_brush(site, new_context)
    page.locator("#trai_1").focus()
    for number in ("10", "10", "30", "30"):
        page.keyboard.type(number)
        page.keyboard.press("Tab")
    assert page.evaluate(DARK, [0.25, 0.25])
    page.locator("#cao_1").press("Enter")
    page.wait_for_url(re.compile(r"/can-bo/ho-so/EK-\d{4}-\d{3}[A-Z]$"))
