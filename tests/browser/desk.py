"""An officer at the screen: signed in by one click, doing what the page offers."""

from playwright.sync_api import Page

from tests.browser.site import Site


class Desk:
    def __init__(self, page: Page, site: Site, name: str) -> None:
        self.page = page
        page.goto("/can-bo/dang-nhap")
        page.locator(f"form[action='/can-bo/demo/{site.number_of(name)}'] button").click()
        page.wait_for_url("**/can-bo/hang-doi")

    def opens(self, address: str) -> None:
        self.page.goto(address)

    def finds(self, code: str) -> None:
        """By the search of the queue: the list itself may go on for pages."""
        self.page.locator("#q").fill(code)
        self.page.locator("form[role='search'] button.iconbtn").click()
        self.page.locator(f".qrow[data-code='{code}']").click()
        self.page.wait_for_url(f"**/ho-so/{code}*")

    def sends(self, action: str, **boxes: str) -> None:
        """Fills in the form of this address and presses its first button."""
        form = self.page.locator(f"form[action*='{action}']").first
        for name, words in boxes.items():
            form.locator(f"[name='{name}']").fill(words)
        with self.page.expect_navigation():
            form.locator("button").first.click()
