"""Which limit applies to a kind, on a day."""

from collections.abc import Iterable
from datetime import date

from feedback_service.pack.model import DeadlineRule
from feedback_service.vocabulary import Clock, Kind


class NoDeadlineRule(LookupError):
    """The pack holds no limit for this kind and clock on this day."""

    def __init__(self, kind: Kind | None, clock: Clock, on: date) -> None:
        super().__init__(f"no deadline rule for kind {kind or 'any'}, clock {clock}, on {on.isoformat()}")
        self.kind = kind
        self.clock = clock
        self.on = on


def rule_for(
    kind: Kind | None, clock: Clock, on: date, rules: Iterable[DeadlineRule], *, remote: bool = False
) -> DeadlineRule:
    """The rule in force on the day of receipt: a kind's own before a general one, a younger before an older.

    `kind` None: not known yet, only general rules fit. `remote`: the matter is of a place far out, for which the law
    may give more time. Raises NoDeadlineRule.
    """
    in_force = (rule for rule in rules if rule.clock == clock and _in_force(rule, on))
    fitting = [rule for rule in in_force if rule.kind in (None, kind) and rule.remote <= remote]
    if not fitting:
        raise NoDeadlineRule(kind, clock, on)
    return max(fitting, key=lambda rule: (rule.kind is not None, rule.remote, rule.valid_from))


def _in_force(rule: DeadlineRule, on: date) -> bool:
    """Both ends are days on which the rule holds."""
    return rule.valid_from <= on and (rule.valid_until is None or on <= rule.valid_until)
