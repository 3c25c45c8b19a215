"""Which gateway a message goes by, and when another one's turn has come. Pure.

Never another one after an end that was not seen: only what was surely not taken, or surely did not arrive, moves on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from feedback_service.carrier.protocols import ErrorClass


@dataclass(frozen=True, slots=True)
class Way:
    """A gateway as the choice sees it. `down`: an alarm says so, or it has just refused everything."""

    name: str
    brand_name: bool = False  # the citizen cannot answer
    idempotent: bool = False  # it knows our ids
    down: bool = False


# After so many attempts another gateway is tried, where there is one. What is not named here stays.
MOVES_ON_AFTER: Mapping[ErrorClass, int] = {
    ErrorClass.ELSEWHERE: 1,
    ErrorClass.CONFIGURATION: 1,
    ErrorClass.TEMPORARY: 3,
    ErrorClass.BUSY: 5,
}


def choose(
    ways: Sequence[Way], prefer: str = "", refused_by: Iterable[str] = (), *, asks_reply: bool = False
) -> Way:
    """`ways` in the configured order, at least one. `prefer`: the one that the citizen wrote to.

    One that refused this message, is down, or cannot be answered is taken only where nothing else is left.
    """
    refused = frozenset(refused_by)
    return min(
        ways,
        key=lambda way: (
            way.name in refused,
            way.down,
            asks_reply and way.brand_name,
            way.name != prefer,
        ),
    )


def moves_on(error_class: ErrorClass, attempts: int, refused_by: Sequence[str]) -> bool:
    """Whether a message that `attempts` ended so may leave its gateway; `refused_by` those that it left before."""
    after = MOVES_ON_AFTER.get(error_class)
    return after is not None and attempts >= after * (len(refused_by) + 1)


def others(names: Iterable[str], provider: str, refused_by: Iterable[str]) -> bool:
    """Whether there is a gateway that has not had its turn."""
    return bool(set(names) - {provider} - set(refused_by))
