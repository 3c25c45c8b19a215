"""Everything by keyboard alone, and one always sees where one is."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, NewContext
from tests.browser.desk import Desk
from tests.browser.site import ANSWER, ROAD, Site

# The ring stands on the box itself, or on the label that stands for it.
RING = """() => {
  const box = document.activeElement;
  return [box, box.nextElementSibling, box.closest("label")].filter(Boolean).some(part => {
    const style = getComputedStyle(part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 &&
      !/, 0\\)$|transparent/.test(style.outlineColor);
    return outlined || style.boxShadow !== "none";
  });
}"""
WHERE = "() => document.activeElement.name || document.activeElement.outerHTML.slice(0, 80)"
ON_THE_SEND_BUTTON = "() => document.activeElement.matches('form[action=\"/gui\"] .btn.big')"
MOST_STEPS = 60


def test_a_citizen_sends_the_form_and_sees_each_step(page: Page) -> None:
    page.goto("/gui")
    unseen, typed = [], False
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        unseen += [] if page.evaluate(RING) else [page.evaluate(WHERE)]
        if page.evaluate(WHERE) == "noi_dung":
            page.keyboard.type(ROAD)
            typed = True
        if page.evaluate(ON_THE_SEND_BUTTON):
            break
    assert typed and not unseen
    page.keyboard.press("Enter")
    page.wait_for_url("**/da-nhan/*")


def test_the_folded_parts_open_by_keyboard(page: Page) -> None:
    page.goto("/gui")
    page.locator(".fold summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(WHERE) == "ho_ten"
    assert page.evaluate(RING)


def test_an_officer_goes_through_the_queue_and_answers(site: Site, new_context: NewContext) -> None:
    code = site.sent(ROAD)[1]
    page = Desk(new_context(viewport=DESK).new_page(), site, "officer-kt").page
    rows = page.locator(".qrow")
    for key, row in (("j", 0), ("j", 1), ("k", 0)):
        page.keyboard.press(key)
        expect(rows.nth(row)).to_be_focused()
        assert page.evaluate(RING)
    page.keyboard.press("/")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ho-so/{code}*")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # takes the case
    page.keyboard.press("a")
    expect(page.locator("#tra_loi")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(ANSWER)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".pane-case .answer")).to_contain_text(ANSWER)


def test_the_help_for_the_keyboard_opens_and_closes(site: Site, new_context: NewContext) -> None:
    page = Desk(new_context(viewport=DESK).new_page(), site, "clerk").page
    page.keyboard.press("?")
    expect(page.locator("dialog#phim")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog#phim")).to_be_hidden()
