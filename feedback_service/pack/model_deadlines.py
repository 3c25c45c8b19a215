"""The part of the pack's model that knows limits. Pure; everybody takes it from pack/model.py."""

from dataclasses import dataclass
from datetime import date

from feedback_service.vocabulary import Clock, Counting, Kind


@dataclass(frozen=True, slots=True)
class Extend:
    """By how much a limit may be made longer (gia hạn), and how many times. Counted from the day due before it."""

    amount: int
    counting: Counting
    article: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A limit of the law or of the commune. `kind` None means every kind without a rule of its own.

    `remote`: holds only where people live far out (vùng sâu, vùng xa). `extend` in the order of use.
    """

    code: str
    clock: Clock
    amount: int
    counting: Counting
    article: str
    valid_from: date
    kind: Kind | None = None
    valid_until: date | None = None
    unverified: bool = False
    remote: bool = False
    extend: tuple[Extend, ...] = ()
