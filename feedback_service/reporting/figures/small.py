"""Small numbers: a total so small that it could point at somebody is not shown, and cannot be worked out either."""

FEWEST = 5


def shown(n: int) -> int | None:
    """None below five. Nought too: a blank that becomes a blank tells nothing, a 0 that becomes a blank does."""
    return n if n >= FEWEST else None
