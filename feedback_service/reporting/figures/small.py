"""Small numbers: a total so small that it could point at somebody is not shown, and cannot be worked out either."""

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import fields

from feedback_service.reporting.figures.counted import Counted

FEWEST = 5


def shown(n: int) -> int | None:
    """None below five. Nought too: a blank that becomes a blank tells nothing, a 0 that becomes a blank does."""
    return n if n >= FEWEST else None


def gathered(
    groups: Mapping[str, Counted], never_alone: Container[str] = ()
) -> tuple[dict[str, Counted], Counted | None]:
    """Groups large enough to stand by themselves, and all the others as one row; None where there are no others.

    Nothing drops out: the rows add up to the total. That is why the others must be at least five together, or
    their number would be the total less what is shown: the smallest group that could stand alone joins them.
    """
    alone = {code: one for code, one in groups.items() if size(one) >= FEWEST and code not in never_alone}
    others = [one for code, one in groups.items() if code not in alone and not _is_nothing(one)]
    while others and alone and sum(map(size, others)) < FEWEST:
        smallest = min(alone, key=lambda code: (size(alone[code]), code))
        others.append(alone.pop(smallest))
    return alone, together(others) if others else None


def size(counted: Counted) -> int:
    """How many cases a row is about: what came in or was open before, and what ended."""
    return max(counted.carried + counted.received, counted.closed)


def together(groups: list[Counted]) -> Counted:
    """One row of many."""
    whole = Counted()
    for one in groups:
        _add(whole, one)
    return whole


def _add(whole: Counted, one: Counted) -> None:
    for field in fields(Counted):
        mine, others = getattr(whole, field.name), getattr(one, field.name)
        if isinstance(mine, int):
            setattr(whole, field.name, mine + others)
    whole.ratings = tuple(map(sum, zip(whole.ratings, one.ratings, strict=True)))  # type: ignore[assignment]
    whole.days = dict(Counter(whole.days) + Counter(one.days))
    whole.late_reasons = dict(Counter(whole.late_reasons) + Counter(one.late_reasons))
    whole.oldest = min(filter(None, (whole.oldest, one.oldest)), default=None)


def _is_nothing(counted: Counted) -> bool:
    return counted == Counted()
