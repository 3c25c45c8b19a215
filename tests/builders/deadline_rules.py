"""Limits as a pack would hold them."""

from datetime import date

from feedback_service.pack.model import DeadlineRule
from feedback_service.vocabulary import Clock, Counting, Kind


def a_rule(
    amount: int = 5,
    counting: Counting = Counting.WORKING,
    *,
    kind: Kind | None = None,
    clock: Clock = Clock.ANSWER,
    code: str = "a-rule",
    valid_from: date = date(2025, 1, 1),
    valid_until: date | None = None,
) -> DeadlineRule:
    return DeadlineRule(
        code=code,
        clock=clock,
        amount=amount,
        counting=counting,
        article="Luật thử Đ1",
        valid_from=valid_from,
        kind=kind,
        valid_until=valid_until,
    )
