"""The picture that goes with a post: a card with the result on it. Drawn, so that no photo is needed."""

import textwrap
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from feedback_service.carrier import files
from feedback_service.handling.public.filter import PublicCase
from feedback_service.language import day, words
from feedback_service.pack.model import Pack

WIDTH, HEIGHT = 1200, 630  # 1.91 : 1, as both platforms cut it
MOST_BYTES = 1_000_000  # Zalo takes no more
_PAPER, _INK, _SOIL, _LEAF = "#fbf7f0", "#221c18", "#8a3b1e", "#2f5d3a"
_FONTS = Path(__file__).parents[2] / "handling" / "letters" / "fonts"


def keep_picture(picture: bytes) -> str:
    """Returns its name in the store."""
    return files.put(picture)


def card_of_result(case: PublicCase, pack: Pack) -> bytes:
    below = f"{words(case.unit)} · {day(case.answered_on)}"
    return _card(words(pack.commune.authority), case.title, below, pack)


def card_of_figures(title: str, figures: str, pack: Pack) -> bytes:
    return _card(words(pack.commune.authority), title.splitlines()[0], figures.splitlines()[0], pack)


def _card(above: str, title: str, below: str, pack: Pack) -> bytes:
    card = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(card)
    _band(pen, 0)
    pen.text((70, 84), above, font=_font(34), fill=_SOIL)
    lines, size = _fitted(title)
    y = 160
    for line in lines:
        pen.text((70, y), line, font=_font(size, bold=True), fill=_INK)
        y += int(size * 1.28)
    for line in textwrap.wrap(below, 62)[:2]:
        pen.text((70, y + 24), line, font=_font(34), fill=_LEAF)
        y += 44
    pen.text((70, HEIGHT - 84), words(pack.commune.brand), font=_font(32, bold=True), fill=_SOIL)
    out = BytesIO()
    card.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _fitted(title: str) -> tuple[list[str], int]:
    """Smaller letters for longer titles; four lines at most."""
    for size, width in ((68, 31), (56, 38), (46, 46)):
        lines = textwrap.wrap(title, width)
        if len(lines) <= 4:
            return lines, size
    return [*lines[:3], lines[3].rstrip(" .,") + "…"], 46


def _band(pen: ImageDraw.ImageDraw, top: int) -> None:
    """The brocade, as diamonds."""
    pen.rectangle((0, top, WIDTH, top + 44), fill=_SOIL)
    for x in range(0, WIDTH, 44):
        pen.polygon(
            [(x + 22, top + 6), (x + 38, top + 22), (x + 22, top + 38), (x + 6, top + 22)], fill=_PAPER
        )
        pen.polygon(
            [(x + 22, top + 14), (x + 30, top + 22), (x + 22, top + 30), (x + 14, top + 22)], fill=_LEAF
        )


def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    return ImageFont.truetype(str(_FONTS / name), size)
