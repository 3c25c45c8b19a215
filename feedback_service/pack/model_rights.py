"""The part of the pack's model that knows how long data is kept, and by when a person's request is answered. Pure."""

from dataclasses import dataclass

from feedback_service.vocabulary import Kind, PersonAsks


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long the words of a closed case stay. `kind` None: every kind without a rule of its own.

    `years` count from the day it was closed; `forever`: a file that the archives law keeps for good.
    """

    code: str
    article: str
    kind: Kind | None = None
    years: int = 0
    forever: bool = False
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class RightRule:
    """Limits of NĐ 356/2025/NĐ-CP Đ5 for one thing that a person may ask, by the calendar.

    `respond` in working days: until the person knows that it came; `days`: until it is done.
    """

    asks: PersonAsks
    respond: int
    days: int
    article: str
    unverified: bool = False
