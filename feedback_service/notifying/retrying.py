"""When a message is tried again, by what went wrong. Pure; the table is data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from feedback_service.carrier.protocols import ErrorClass

SPREAD_SECONDS = 10  # messages that were refused together do not come back together


@dataclass(frozen=True, slots=True)
class Rule:
    """`delays` in seconds by attempt, the last one repeated; over at `give_up_after` from when it was
    written.
    """

    delays: tuple[int, ...]
    give_up_after: timedelta
    most_attempts: int = 1000


AFTER_REFUSAL: Mapping[ErrorClass, Rule] = {
    ErrorClass.BUSY: Rule((30, 60, 120, 300, 600), timedelta(days=1)),
    ErrorClass.TEMPORARY: Rule((60, 300, 1800, 7200), timedelta(days=1)),
    # Somebody has to put a setting right, and then everything that waited goes out.
    ErrorClass.CONFIGURATION: Rule((900,), timedelta(days=3)),
}
# The handset was off or out of reach: the provider tried for hours itself, so twice more and no oftener.
AFTER_UNDELIVERED: Mapping[ErrorClass, Rule] = {
    ErrorClass.BUSY: Rule((900, 7200), timedelta(days=1), most_attempts=3),
    ErrorClass.TEMPORARY: Rule((900, 7200), timedelta(days=1), most_attempts=3),
}
ASK_FOR = timedelta(days=3)  # Twilio's list is asked about an unclear end for so long
ASK_SOONEST = timedelta(minutes=1)  # a message that was just taken may not stand in the provider's list yet


def next_delay(
    rule: Rule | None, attempts: int, age: timedelta, spread: int, retry_after: int | None = None
) -> timedelta | None:
    """None: never again. `attempts` made so far; `spread` any number of the message's own."""
    if rule is None or age >= rule.give_up_after or attempts >= rule.most_attempts:
        return None
    seconds = rule.delays[min(attempts, len(rule.delays)) - 1]
    return timedelta(seconds=max(seconds, retry_after or 0) + spread % SPREAD_SECONDS)


def ask_again_after(age: timedelta) -> timedelta | None:
    """When to ask the provider again what became of a message; rarer as it ages. None: no more."""
    return None if age >= ASK_FOR else max(ASK_SOONEST, age / 2)
