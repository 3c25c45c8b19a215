"""The form on a phone: danger is answered at once, nothing typed is lost, photos go through or are refused in words."""

import io
import os

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.site import ROAD

DANGER = "Nhà tôi đang cháy, có người kẹt bên trong"
DRAFT_WAIT_MS = 600  # form.js keeps a draft when nobody has typed for 400 ms
SMALL = """() => [...document.querySelectorAll("main button, main .btn, main summary, main input, main textarea, " +
    "main select, header summary, header a, footer a")]
  .filter(part => part.checkVisibility({opacityProperty: true}) && !part.closest("noscript"))
  .map(part => [part, part.closest("label.check") || part])
  .filter(([part]) => part.type !== "hidden" && !part.matches(".skip, .linkbtn, input[type=file]"))
  .filter(([, target]) => Math.min(target.getBoundingClientRect().width, target.getBoundingClientRect().height) < 43.5)
  .map(([part]) => part.outerHTML.slice(0, 120))"""


def test_words_of_danger_show_the_emergency_numbers_above_the_button(page: Page) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill(ROAD)
    page.wait_for_timeout(DRAFT_WAIT_MS)
    expect(page.locator("[data-danger]")).to_be_hidden()
    page.locator("#noi_dung").fill(DANGER)
    danger, button = page.locator("[data-danger]"), page.locator("form[action='/gui'] .btn.big")
    expect(danger).to_be_visible()
    for number in ("113", "114", "115"):
        expect(danger.locator(f"a[href='tel:{number}']")).to_be_visible()
    assert danger.bounding_box()["y"] < button.bounding_box()["y"]  # type: ignore[index]


def test_a_draft_outlives_the_page(page: Page) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill(ROAD)
    page.locator(".fold summary").first.click()
    page.locator("#dien_thoai").fill("0905 123 456")
    page.reload()
    expect(page.locator("#noi_dung")).to_have_value(ROAD)
    expect(page.locator("#dien_thoai")).to_have_value("0905 123 456")
    page.goto("/")
    page.goto("/gui")
    expect(page.locator("#noi_dung")).to_have_value(ROAD)


def test_a_draft_is_forgotten_once_it_was_sent(page: Page) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill(ROAD)
    page.locator("form[action='/gui'] .btn.big").click()
    page.wait_for_url("**/da-nhan/*")
    page.goto("/gui")
    expect(page.locator("#noi_dung")).to_have_value("")


def test_what_could_not_be_sent_goes_when_the_line_is_back(page: Page) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill(ROAD)
    page.context.set_offline(True)
    page.locator("form[action='/gui'] .btn.big").click()
    expect(page.locator("[data-say='offline']")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/da-nhan/*")
    expect(page.locator("[data-code]")).to_contain_text("EK-")


def test_a_photo_that_is_too_heavy_is_refused_in_words_and_the_text_stays(page: Page) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill(ROAD)
    page.locator("#tep").set_input_files(photo(heavier_than=12_000_000))
    expect(page.locator("[data-say='too-much']")).to_be_visible()
    expect(page.locator("[data-say='too-much']")).to_contain_text("10 MB")
    expect(page.locator("#noi_dung")).to_have_value(ROAD)


def test_the_server_refuses_it_too_and_gives_the_text_back(page: Page) -> None:
    answer = page.request.post(
        "/gui", multipart={"noi_dung": ROAD, "tep": photo(heavier_than=12_000_000)}, timeout=60_000
    )
    assert answer.status == 422
    assert "10 MB" in answer.text()
    assert ROAD in answer.text()


def test_an_ordinary_photo_is_shown_and_goes_through(page: Page) -> None:
    page.goto("/gui")
    page.locator("#noi_dung").fill(ROAD)
    page.locator("#tep").set_input_files(photo())
    expect(page.locator("[data-shots] img")).to_be_visible()
    page.locator("form[action='/gui'] .btn.big").click()
    page.wait_for_url("**/da-nhan/*")
    code, pin = page.locator("[data-code]").inner_text(), page.locator(".pin").inner_text()
    page.goto("/tra-cuu")
    page.locator("#code").fill(code)
    page.locator("#pin").fill(pin)
    page.locator("form[action='/tra-cuu'] button").click()
    picture = page.locator(".talk img")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") > 0


def test_an_empty_form_says_what_is_missing_and_where(page: Page) -> None:
    page.goto("/gui")
    page.locator("form[action='/gui'] .btn.big").click()
    expect(page.locator(".errsum")).to_be_focused()
    page.locator(".errsum a").click()
    expect(page.locator("#noi_dung")).to_be_focused()
    expect(page.locator("#noi_dung")).to_have_attribute("aria-invalid", "true")


def test_fingers_find_their_targets(page: Page) -> None:
    for address in ("/", "/gui"):
        page.goto(address)
        page.evaluate("() => document.querySelectorAll('details').forEach(part => (part.open = true))")
        assert page.evaluate(SMALL) == []


def photo(heavier_than: int = 0) -> FilePayload:
    """A JPEG; bytes after its end make it as heavy as wanted, and still a JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "#7f2f1b").save(out, "JPEG")
    return FilePayload(
        name="anh.jpg", mimeType="image/jpeg", buffer=out.getvalue() + os.urandom(heavier_than)
    )
