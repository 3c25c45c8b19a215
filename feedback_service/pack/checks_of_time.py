"""Limits have no gap and do not overlap; the calendar makes sense. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from feedback_service.pack.model import DayOff, DeadlineRule
from feedback_service.pack.read_so_far import Draft, Found
from feedback_service.pack.source import Place
from feedback_service.vocabulary import Clock, Kind

_SATURDAY = 5
_CLOCKS_OF_ALL = (Clock.TRIAGE, Clock.ANSWER)


def _periods(draft: Draft) -> Iterator[Found]:
    """Limits of one clock and kind: none ends before it begins, no two hold on the same day."""
    rules: Mapping[int, DeadlineRule] = draft.lists["deadlines"]
    for index, rule in rules.items():
        if rule.valid_until and rule.valid_until < rule.valid_from:
            place = ("deadlines", index, "valid_until")
            yield "deadlines", place, f"must not be before valid_from, {rule.valid_from}"
    for (_, one), (index, other) in combinations(rules.items(), 2):
        if _of_the_same(one) == _of_the_same(other) and _overlap(one, other):
            both = max(one.valid_from, other.valid_from)
            problem = f"overlaps {one.code}: both hold on {both}; end one earlier"
            yield "deadlines", ("deadlines", index, "valid_from"), problem


def _of_the_same(rule: DeadlineRule) -> tuple[object, ...]:
    return rule.clock, rule.kind, rule.remote


def _formal_kinds(draft: Draft) -> Iterator[Found]:
    """What is accepted in writing must be decided by a day."""
    rules: Mapping[int, DeadlineRule] = draft.lists["deadlines"]
    decided = {rule.kind for rule in rules.values() if rule.clock == Clock.DECISION and not rule.remote}
    for index, kind in draft.lists["kinds"].items():
        if kind.formal and not {kind.kind, None} & decided:
            problem = (
                f"{kind.kind} is accepted formally and has no limit of the clock `decision` in deadlines.yaml"
            )
            yield "kinds", ("kinds", index, "formal"), problem


def _overlap(one: DeadlineRule, other: DeadlineRule) -> bool:
    begins = max(one.valid_from, other.valid_from)
    return all(rule.valid_until is None or rule.valid_until >= begins for rule in (one, other))


def _in_force(draft: Draft) -> Iterator[Found]:
    """The clocks of every case have a limit today for each kind: its own, or the one without a kind."""
    running = {
        (rule.clock, rule.kind)
        for rule in draft.lists["deadlines"].values()
        if not rule.remote
        and rule.valid_from <= draft.today
        and (rule.valid_until is None or draft.today <= rule.valid_until)
    }
    for clock in _CLOCKS_OF_ALL:
        missing = [kind for kind in Kind if not {(clock, kind), (clock, None)} & running]
        if missing:
            kinds = ", ".join(missing)
            problem = f"no limit of the clock `{clock}` is in force on {draft.today} for: {kinds}"
            yield "deadlines", ("deadlines",), problem


def _calendar(draft: Draft) -> Iterator[Found]:
    off = list(_days("holidays", draft.holidays))
    made_up = list(_days("make_up_days", draft.make_up_days))
    yield from _days_once(off + made_up)
    for place, day in made_up:
        if day.weekday() < _SATURDAY:
            yield "calendar", place, f"{day} is a {day:%A}; only a Saturday or Sunday can be made up"


def _days(name: str, runs: Sequence[Sequence[DayOff]]) -> Iterator[tuple[Place, date]]:
    return (((name, index), one.day) for index, run in enumerate(runs) for one in run)


def _days_once(days: Sequence[tuple[Place, date]]) -> Iterator[Found]:
    seen: dict[date, Place] = {}
    for place, day in days:
        if day in seen:
            where = "a holiday" if seen[day][0] == "holidays" else "a make-up day"
            yield "calendar", place, f"{day} already stands as {where}; a day can stand only once"
        seen.setdefault(day, place)


TIME_CHECKS: tuple[Callable[[Draft], Iterator[Found]], ...] = (_periods, _in_force, _formal_kinds, _calendar)
