"""The words that decided, marked in the citizen's own text."""

import pytest

from feedback_service.handling.marking import pieces_of


def marked(text: str, *spans: tuple[int, int]) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces_of(text, spans))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), "duong lun"),
        (((6, 9), (0, 5)), "[duong] [lun]"),
        (((0, 5), (3, 7)), "[duong l]un"),
        (((0, 5), (5, 6)), "[duong ]lun"),
        (((-4, 2), (7, 99)), "[du]ong l[un]"),
        (((4, 4), (8, 2)), "duong lun"),
    ],
)
def test_spans_in_any_order_mark_each_letter_once(spans: tuple[tuple[int, int], ...], expected: str) -> None:
    assert marked("duong lun", *spans) == expected


def test_the_pieces_make_up_the_text() -> None:
    text = "đường bị sạt lở 🙂"
    assert "".join(piece.text for piece in pieces_of(text, [(2, 4), (3, 9)])) == text
