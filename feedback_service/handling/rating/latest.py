"""What the ratings of a case come to: one rule for the case as it stands and as it stood on an earlier day. Pure."""

from collections.abc import Iterable
from typing import Protocol


class OneRating(Protocol):
    @property
    def answer_id(self) -> int | None: ...
    @property
    def level(self) -> int | None: ...
    @property
    def solved(self) -> bool | None: ...


def latest(ratings: Iterable[OneRating]) -> tuple[int | None, bool | None]:
    """Level and solved, of ratings in their order.

    What was said of an earlier answer says nothing of the next one, and "not solved" takes back a good mark.
    """
    level: int | None = None
    solved: bool | None = None
    answer: int | None = None
    for one in ratings:
        if one.solved is False or one.answer_id != answer:
            level = solved = None
        answer = one.answer_id
        level = one.level if one.level is not None else level
        solved = one.solved if one.solved is not None else solved
    return level, solved
