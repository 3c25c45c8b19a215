"""The picture of a shared link or of a post, 1200×630 (Open Graph; both platforms cut it so): the words of a result.

Drawn in Be Vietnam Pro, so that no photo is needed. Pure: the same words give the same bytes.
"""

import io
import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
_MARGIN = 80
_PAPER, _INK, _EARTH, _GOLD = "#fbf6ee", "#2a1d16", "#7f2f1b", "#d9a441"
_FONTS = Path(__file__).parents[2] / "handling" / "letters" / "fonts"
_MOST_LINES = 5


def picture(title: str, brand: str, below: str) -> bytes:
    """A PNG, for previews of links."""
    out = io.BytesIO()
    _drawn(title, brand, below).quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def photograph(title: str, brand: str, below: str) -> bytes:
    """The same as a JPEG, which every platform takes; well below the 1 MB that Zalo allows."""
    out = io.BytesIO()
    _drawn(title, brand, below).save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _drawn(title: str, brand: str, below: str) -> Image.Image:
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _brocade(draw)
    _write(draw, 84, _shortened(brand, 34, bold=True), 34, _EARTH, bold=True)
    size = 64 if len(title) <= 70 else 50
    for number, line in enumerate(_lines(title, size)):
        _write(draw, 168 + number * size * 1.32, line, size, _INK, bold=True)
    _write(draw, SIZE[1] - 92, _shortened(below, 32), 32, _INK)
    return image


def _brocade(draw: ImageDraw.ImageDraw) -> None:
    """A band of lozenges, as on every page."""
    draw.rectangle((0, 0, SIZE[0], 44), fill=_EARTH)
    for x in range(0, SIZE[0], 60):
        draw.polygon(((x, 22), (x + 30, 6), (x + 60, 22), (x + 30, 38)), outline=_GOLD, width=3)
    draw.rectangle((0, SIZE[1] - 16, SIZE[0], SIZE[1]), fill=_EARTH)


def _lines(text: str, size: int) -> list[str]:
    lines, line = [], ""
    for word in _composed(text).split():
        longer = f"{line} {word}".strip()
        if line and _font(size, bold=True).getlength(longer) > SIZE[0] - 2 * _MARGIN:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]


def _shortened(text: str, size: int, bold: bool = False) -> str:
    text = _composed(text)
    while text and _font(size, bold).getlength(text) > SIZE[0] - 2 * _MARGIN:
        text = text.rstrip("…")[:-2] + "…"
    return text


def _write(
    draw: ImageDraw.ImageDraw, y: float, text: str, size: int, colour: str, bold: bool = False
) -> None:
    draw.text((_MARGIN, y + size), text, font=_font(size, bold), fill=colour, anchor="ls")


def _composed(text: str) -> str:
    """The font has whole letters; an accent apart would stand beside its letter."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=8)
def _font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"BeVietnamPro-{'Bold' if bold else 'Regular'}.ttf", size)
