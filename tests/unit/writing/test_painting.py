"""What is painted over is black in the copy, and cannot be had back."""

from io import BytesIO

import pytest
from PIL import Image

from feedback_service.handling.writing.painting import Box, Stroke, paint, read_box, read_shapes


def a_picture(size: tuple[int, int] = (200, 100)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, "JPEG", quality=95)
    return out.getvalue()


def light(jpeg: bytes, x: int, y: int) -> bool:
    with Image.open(BytesIO(jpeg)) as image:
        return bool(sum(image.convert("RGB").getpixel((x, y))) > 600)  # type: ignore[arg-type]


def test_a_box_covers_its_place_and_nothing_else() -> None:
    painted = paint(a_picture(), [Box(500, 0, 500, 500)])
    assert not light(painted, 150, 20) and light(painted, 30, 20) and light(painted, 150, 90)


def test_a_stroke_covers_its_line() -> None:
    painted = paint(a_picture(), [Stroke(50, ((100.0, 500.0), (900.0, 500.0)))])
    assert not light(painted, 100, 50) and light(painted, 100, 10)


def test_a_single_touch_of_the_brush_leaves_a_dot() -> None:
    assert not light(paint(a_picture(), [Stroke(50, ((500.0, 500.0),))]), 100, 50)


def test_shapes_are_read_as_a_page_sends_them() -> None:
    assert read_shapes("r 1 2 3 4; b 15 1 2 3 4;") == [Box(1, 2, 3, 4), Stroke(15, ((1, 2), (3, 4)))]
    assert read_box(10, 0, 5.5, 20) == Box(100, 0, 55, 200)


@pytest.mark.parametrize(
    "text",
    [
        "r 1 2 3",
        "x 1",
        "r 1 2 0 4",
        "r nan 1 1 1",
        "r -1 1 1 1",
        "b 15 1",
        "b 0 1 1",
        "r 1 2 3 4001",
        "r a b c d",
    ],
)
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_shapes(text)


def test_a_flood_of_shapes_is_refused() -> None:
    with pytest.raises(ValueError):
        read_shapes("r 1 1 1 1;" * 300)
