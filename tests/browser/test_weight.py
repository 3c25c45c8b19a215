"""What a public page costs on a slow line: 100 kB on the first visit, 20 kB on the next."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewContext
from tests.browser.site import Site

FIRST_VISIT = 100_000
NEXT_VISIT = 20_000
PAGES = (
    "/",
    "/gui",
    "/tra-cuu",
    "/ket-qua",
    "/ket-qua/{code}",
    "/ket-qua/ban-do",
    "/ho-so/{code}",
    "/hoi-dap",
    "/thong-ke",
    "/hoi-dap/in",
    "/ket-qua/{code}/theo-doi",
    "/ban-tin",
    "/go-bo",
    "/du-lieu-mo",
    "/nhung",
    "/nhung/huong-dan",
    "/kenh-tiep-nhan",
    "/rieng-tu",
)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_public_page_is_light_at_first_and_lighter_after(
    site: Site, new_context: NewContext, language: str
) -> None:
    heavy = []
    for path in PAGES:
        page = new_context().new_page()
        line = Line(page)
        address = path.format(code=site.published)
        first = line.cost_of(f"{address}?lang={language}")
        following = line.cost_of(address)
        heavy += [f"{path} at first {first}"] if first > FIRST_VISIT else []
        heavy += [f"{path} again {following}"] if following > NEXT_VISIT else []
        page.context.close()
    assert not heavy


class Line:
    """Counts bytes as they travel, with their headers; what the browser has kept costs nothing."""

    def __init__(self, page: Page) -> None:
        self._page, self._bytes = page, 0
        devtools = page.context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.on("Network.loadingFinished", self._count)

    def cost_of(self, address: str) -> int:
        self._bytes = 0
        self._page.goto(address)
        self._page.evaluate("document.fonts.ready")
        return self._bytes

    def _count(self, event: dict[str, float]) -> None:
        self._bytes += int(event["encodedDataLength"])
