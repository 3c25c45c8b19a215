"""The picture of a shared link, 1200×630 (Open Graph): the title in Be Vietnam Pro, whose result it is. Pure.

The font comes in two files, one with the Latin letters and one with the Vietnamese; each letter is taken from the
file that has it, since a letter from another font would stand out.
"""

import io
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
_MARGIN = 80
_PAPER, _INK, _EARTH, _GOLD = "#fbf6ee", "#2a1d16", "#7f2f1b", "#d9a441"
_FONTS = Path(__file__).parents[2] / "static" / "fonts"
_MOST_LINES = 5


def picture(title: str, brand: str, below: str) -> bytes:
    """A PNG. The same words give the same bytes."""
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    _brocade(draw)
    _write(draw, (_MARGIN, 84), brand, 34, 600, _EARTH)
    size = 64 if len(title) <= 70 else 50
    for number, line in enumerate(_lines(title, size)):
        _write(draw, (_MARGIN, 168 + number * size * 1.32), line, size, 700, _INK)
    _write(draw, (_MARGIN, SIZE[1] - 92), _shortened(below, 32), 32, 400, _INK)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _brocade(draw: ImageDraw.ImageDraw) -> None:
    """A band of lozenges, as on every page."""
    draw.rectangle((0, 0, SIZE[0], 44), fill=_EARTH)
    for x in range(0, SIZE[0], 60):
        draw.polygon(((x, 22), (x + 30, 6), (x + 60, 22), (x + 30, 38)), outline=_GOLD, width=3)
    draw.rectangle((0, SIZE[1] - 16, SIZE[0], SIZE[1]), fill=_EARTH)


def _lines(text: str, size: int) -> list[str]:
    lines, line = [], ""
    for word in unicodedata.normalize("NFC", text).split():
        longer = f"{line} {word}".strip()
        if line and _width(longer, size, 700) > SIZE[0] - 2 * _MARGIN:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]


def _shortened(text: str, size: int) -> str:
    while text and _width(text, size, 400) > SIZE[0] - 2 * _MARGIN:
        text = text.rstrip("…")[:-2] + "…"
    return text


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, weight: int, colour: str
) -> None:
    x, y = at
    for font, run in _runs(text, size, weight):
        draw.text((x, y + size), run, font=font, fill=colour, anchor="ls")
        x += font.getlength(run)


def _width(text: str, size: int, weight: int) -> float:
    return sum(font.getlength(run) for font, run in _runs(text, size, weight))


def _runs(text: str, size: int, weight: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
    whole = unicodedata.normalize("NFC", text)
    return [
        (_font("vietnamese" if special else "latin", weight, size), "".join(letters))
        for special, letters in groupby(whole, _is_vietnamese)
    ]


def _is_vietnamese(letter: str) -> bool:
    """As the two files share the letters out between them (unicode-range in tokens.css)."""
    code = ord(letter)
    return code in _VIETNAMESE or 0x1EA0 <= code <= 0x1EF9 or code == 0x20AB


_VIETNAMESE = frozenset((0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0))


@lru_cache(maxsize=32)
def _font(part: str, weight: int, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"be-vietnam-pro-{part}-{weight}.woff2", size)
