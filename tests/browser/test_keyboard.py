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


def test_an_officer_ticks_two_and_does_one_thing_to_both(site: Site, new_context: NewContext) -> None:
    codes = [site.sent(ROAD)[1] for _ in range(2)]
    page = Desk(new_context(viewport=DESK).new_page(), site, "head-kt").page
    page.goto("/can-bo/hang-doi?gom=tat-ca&tu_ngay=2020-01-01")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
        assert page.evaluate(RING)
    expect(page.locator(".pick input:checked")).to_have_count(2)
    expect(page.locator("[data-ticked]")).to_have_text(" (2)")
    ticked = page.locator(".pick input:checked").evaluate_all("boxes => boxes.map(box => box.value)")
    page.locator("#viec-nhieu").focus()
    page.keyboard.press("ArrowDown")  # giao → chuyển
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhieu-viec?*viec=chuyen*")
    assert set(ticked) == set(
        page.locator("input[name=chon]").evaluate_all("all => all.map(a => a.value.split('.')[0])")
    )
    assert len(codes) == 2


def test_a_letter_on_a_row_opens_its_case_at_the_right_place(site: Site, new_context: NewContext) -> None:
    """Also while another case is open beside the list: never is anything pressed in a case that one has not seen."""
    codes = [site.sent(ROAD)[1] for _ in range(2)]
    for code in codes:
        site.handled(code, until="confirmed")
    page = Desk(new_context(viewport=DESK).new_page(), site, "officer-kt").page
    for code, key, box in (
        (codes[0], "a", "#tra_loi"),
        (codes[1], "t", "#don_vi_moi"),
        (codes[0], "r", "#hoi"),
    ):
        page.goto(f"/can-bo/ho-so/{codes[1] if code == codes[0] else codes[0]}?gom=tat-ca&tu_ngay=2020-01-01")
        page.locator(f".qrow[data-code='{code}']").focus()
        page.keyboard.press(key)
        page.wait_for_url(f"**/ho-so/{code}*")
        expect(page.locator(box)).to_be_focused()


def test_every_key_stands_in_the_help(site: Site, new_context: NewContext) -> None:
    page = Desk(new_context(viewport=DESK).new_page(), site, "clerk").page
    page.keyboard.press("?")
    keys = page.locator("dialog#phim dt kbd").all_inner_texts()
    assert set("jkatrx/?") | {"Enter"} <= set(keys)
