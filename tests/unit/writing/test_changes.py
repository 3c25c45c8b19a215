"""The change between two texts."""

import pytest

from feedback_service.handling.writing.changes import Change, changes


def test_a_changed_word_is_shown_beside_the_old_one() -> None:
    found = [(one.change, one.text) for one in changes("Xong ngày 20/6.", "Xong ngày 25/6.")]
    assert found == [
        (Change.SAME, "Xong ngày "),
        (Change.GONE, "20"),
        (Change.NEW, "25"),
        (Change.SAME, "/6."),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "a b"), ("a  b\nc", "a b\n\nc"), ("một hai ba", "ba hai một"), ("x " * 4000, "y")],
)
def test_both_texts_can_be_read_out_of_it(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(one.text for one in found if one.change != Change.NEW) == before
    assert "".join(one.text for one in found if one.change != Change.GONE) == after
