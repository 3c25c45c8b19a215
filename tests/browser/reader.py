"""Somebody who opens page after page and hears what the browser and axe say about each."""

from collections.abc import Iterator
from importlib.resources import files

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, ViewportSize

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import Shown
from tests.browser.site import Site

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
# Everything that axe knows by default, and the size of targets, which it does not ask for by itself.
RUN_AXE = """async () => (await axe.run({
    resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})).violations.map(
  fault => `axe ${fault.id}: ${fault.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`)"""
# Both languages have the same parts and colours: each size is looked at once.
AXE_AT = {"vi": PHONE, "en": DESK}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNFOLD = "() => document.querySelectorAll('main details').forEach(part => (part.open = true))"


class Reader:
    def __init__(self, context: BrowserContext, site: Site, language: str) -> None:
        self.page: Page = context.new_page()
        self._site, self._language = site, language
        self._heard: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._heard.append(f"script: {error}"))
        self.page.on("request", self._on_request)

    def faults_of(self, shown: Shown) -> Iterator[str]:
        self._heard.clear()
        self._become(shown)
        self.page.set_viewport_size(PHONE)
        answer = self.page.goto(shown.address)
        if answer is None or answer.status != shown.status:
            yield f"answers {answer and answer.status} {self._site.last_trouble()}"
            return
        yield from self.faults_here()

    def faults_here(self) -> Iterator[str]:
        """Of the page as it stands, with all that is folded opened."""
        if self.page.locator("html").get_attribute("lang") != self._language:
            yield "is in the other language"
        self.page.evaluate(AXE)
        self.page.evaluate(UNFOLD)
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            yield from (f"at {size['width']} px {fault}" for fault in self._faults_at(size))
        yield from self._heard

    def _faults_at(self, size: ViewportSize) -> Iterator[str]:
        if (beyond := self.page.evaluate(SIDEWAYS)) > 0:
            yield f"scrolls {beyond} px sideways"
        if size == AXE_AT[self._language]:
            yield from self.page.evaluate(RUN_AXE)

    def _become(self, shown: Shown) -> None:
        self.page.context.clear_cookies()
        cookies = {"lang": self._language} | ({"phien": shown.cookie} if shown.cookie else {})
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self._site.base} for name, value in cookies.items()]
        )

    def _on_console(self, message: ConsoleMessage) -> None:
        expected = "the server responded with a status of 4"  # a page that is refused is looked at as well
        if message.type in {"error", "warning"} and expected not in message.text:
            self._heard.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self._site.base, "data:", "blob:")):
            self._heard.append(f"asks {request.url}")
