"""Pages that were made before."""

from feedback_service.kept_pages import Shelf


def test_the_page_that_nobody_asks_for_goes_first() -> None:
    shelf = Shelf(most=2)
    shelf.put("a", b"1")
    shelf.put("b", b"2")
    shelf.find("a")
    shelf.put("c", b"3")
    assert (shelf.find("a"), shelf.find("b"), shelf.find("c")) == (b"1", None, b"3")
