"""Whom to tell when, while nobody answers: one phone after the other, then all of them, then the leaders. Pure."""

from datetime import timedelta

EVERY = timedelta(minutes=5)
AT_MOST = timedelta(hours=1)
ROUNDS_FOR_ALL = 6


def whom_to_tell(step: int, phones: int) -> range | None:
    """Places in the list of `phones`, for the `step`th telling from 0. None: the leaders, and nobody any more."""
    if phones == 0 or step >= phones + ROUNDS_FOR_ALL or step * EVERY > AT_MOST:
        return None
    return range(step, step + 1) if step < phones else range(phones)
