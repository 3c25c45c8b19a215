"""Two drawn pictures for a demonstration, the same at every run: a road with a hole, and the road mended."""

import io

from PIL import Image, ImageDraw

_SIZE = (960, 640)
_SKY, _GRASS, _ROAD, _LINE = "#bcd4e6", "#7d9a5b", "#6f6a64", "#e8e2d0"
_HOLE, _WATER, _PATCH = "#3b342d", "#7c6a52", "#4a4744"


def broken_road() -> bytes:
    """JPEG."""
    picture, draw = _road()
    draw.ellipse((330, 430, 640, 560), fill=_HOLE)
    draw.ellipse((380, 460, 600, 540), fill=_WATER)
    return _jpeg(picture)


def mended_road() -> bytes:
    """JPEG."""
    picture, draw = _road()
    draw.polygon([(320, 430), (640, 420), (665, 560), (300, 570)], fill=_PATCH)
    return _jpeg(picture)


def _road() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", _SIZE, _SKY)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 260, *_SIZE), fill=_GRASS)
    draw.polygon([(420, 260), (540, 260), (900, 640), (60, 640)], fill=_ROAD)
    for top in range(280, 420, 50):
        draw.line((480, top, 480, top + 24), fill=_LINE, width=6)
    return picture, draw


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82)
    return out.getvalue()
