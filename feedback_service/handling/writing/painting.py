"""What is painted over in a picture: rectangles, and strokes of a brush. Painted, not blurred: a blur can be undone.

Places are in thousandths of the picture's width and height, so that they hold whatever size it was shown in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

MOST_SHAPES = 200
MOST_POINTS = 4_000
LONGEST = 60_000  # letters of the list of shapes as it comes from a page
_WHOLE = 1_000.0


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through the points, `radius` in thousandths of the width, round at its ends."""

    radius: float
    points: tuple[tuple[float, float], ...]


Shape = Box | Stroke


def read_shapes(text: str) -> list[Shape]:
    """`r left top width height` or `b radius x y x y …`, a ";" between two. Raises ValueError for anything else."""
    if len(text) > LONGEST:
        raise ValueError("too long")
    parts = [part.split() for part in text.split(";") if part.strip()]
    if len(parts) > MOST_SHAPES:
        raise ValueError("too many")
    return [_shape(word, [_number(one) for one in numbers]) for word, *numbers in parts]


def read_box(left: float, top: float, width: float, height: float) -> Box:
    """From the four boxes of a form, in hundredths. Raises ValueError where nothing would be covered."""
    return _box([_number(str(one * 10)) for one in (left, top, width, height)])


def paint(jpeg: bytes, shapes: Iterable[Shape]) -> bytes:
    """A copy as JPEG with the shapes in black. Raises OSError for a picture that cannot be read."""
    with Image.open(BytesIO(jpeg)) as opened:
        image = opened.convert("RGB")
    draw = ImageDraw.Draw(image)
    for shape in shapes:
        if isinstance(shape, Box):
            draw.rectangle(_corners(shape, image.size), fill="black")
        else:
            _stroke(draw, shape, image.size)
    out = BytesIO()
    image.save(
        out, "JPEG", quality=85, optimize=True
    )  # without EXIF, and without the preview that it may hold
    return out.getvalue()


def _shape(word: str, numbers: Sequence[float]) -> Shape:
    if word == "r" and len(numbers) == 4:
        return _box(numbers)
    if word == "b" and 3 <= len(numbers) <= 2 * MOST_POINTS and len(numbers) % 2 and numbers[0] > 0:
        return Stroke(numbers[0], tuple(zip(numbers[1::2], numbers[2::2], strict=True)))
    raise ValueError("no shape")


def _box(numbers: Sequence[float]) -> Box:
    box = Box(*numbers)
    if box.width <= 0 or box.height <= 0:
        raise ValueError("covers nothing")
    return box


def _number(text: str) -> float:
    number = float(text)
    if not 0 <= number <= _WHOLE:  # also refuses nan
        raise ValueError("outside of the picture")
    return number


def _corners(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """Whole pixels that the box touches are covered."""
    wide, high = size
    left, top = int(box.left * wide / _WHOLE), int(box.top * high / _WHOLE)
    right, bottom = (box.left + box.width) * wide / _WHOLE, (box.top + box.height) * high / _WHOLE
    return left, top, max(left, min(wide, right)), max(top, min(high, bottom))


def _stroke(draw: ImageDraw.ImageDraw, stroke: Stroke, size: tuple[int, int]) -> None:
    wide, high = size
    radius = max(1.0, stroke.radius * wide / _WHOLE)
    points = [(x * wide / _WHOLE, y * high / _WHOLE) for x, y in stroke.points]
    draw.line(points, fill="black", width=round(2 * radius))
    for x, y in points:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill="black")
