"""What a frame shows, and the code that puts it into a page. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qsl, urlencode, urlsplit

from feedback_service.pack.model import Pack

SIZES = {"nho": (320, 420), "vua": (480, 520), "lon": (720, 640)}  # width and height, CSS pixels
MOST = 10
USUAL = 5
NARROWEST = 240


@dataclass(frozen=True, slots=True)
class Frame:
    """`amount` of results of `unit`, "" for all."""

    unit: str = ""
    amount: int = USUAL

    @property
    def query(self) -> str:
        given = {"don_vi": self.unit, "so": str(self.amount) if self.amount != USUAL else ""}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def path(self) -> str:
        return f"/nhung?{self.query}" if self.query else "/nhung"


def read_frame(given: Mapping[str, str], pack: Pack) -> Frame:
    """What makes no sense is left out: a frame with the usual is better than an error on somebody's page."""
    unit, amount = given.get("don_vi", ""), given.get("so", "")
    known = amount.isascii() and amount.isdecimal() and 1 <= int(amount[:4]) <= MOST
    return Frame(unit if unit in pack.unit_by_code else "", int(amount) if known else USUAL)


def frame_code(address: str, title: str, page: str, width: int, height: int) -> str:
    """HTML to copy. Who shows no frames shows the link in it."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" height="{height}" '
        f'style="border:0;max-width:100%" loading="lazy" referrerpolicy="no-referrer">'
        f'<a href="{escape(page)}">{escape(title)}</a></iframe>'
    )


def frame_of_address(address: str, base: str, pack: Pack) -> Frame | None:
    """The frame for one of our addresses that has one: the home page, the results, the frame itself."""
    try:
        own, asked = urlsplit(base), urlsplit(address)
    except ValueError:
        return None
    if (asked.scheme, asked.netloc) != (own.scheme, own.netloc):
        return None
    if asked.path.rstrip("/") not in ("", "/ket-qua", "/nhung"):
        return None
    return read_frame(dict(parse_qsl(asked.query)), pack)


def fitting(width: int, height: int, most_wide: int | None, most_high: int | None) -> tuple[int, int]:
    """Within what the asking page allows."""
    return min(width, most_wide or width), min(height, most_high or height)
