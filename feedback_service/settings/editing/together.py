"""What has to change with a change: the limit that a new one replaces, what a unit led that goes. Pure."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from feedback_service.pack.model import DeadlineRule, Pack, Unit


def with_what_follows(old: Pack, new: Pack, today: date) -> Pack:
    """`new`, in which the limits that are replaced end and the successors of retired units lead."""
    return _handed_over(old, _ended(old, new, today))


def _ended(old: Pack, new: Pack, today: date) -> Pack:
    known = {rule.code for rule in old.deadlines}
    added = [rule for rule in new.deadlines if rule.code not in known and rule.valid_from >= today]
    rules = new.deadlines
    for rule in added:
        rules = tuple(_ended_by(rule, one) for one in rules)
    return replace(new, deadlines=rules)


def _ended_by(new: DeadlineRule, one: DeadlineRule) -> DeadlineRule:
    """A limit of the same kind that still held when the new one begins ends the day before."""
    same = (one.clock, one.kind, one.remote) == (new.clock, new.kind, new.remote) and one.code != new.code
    holds = one.valid_from < new.valid_from and (one.valid_until is None or one.valid_until >= new.valid_from)
    return replace(one, valid_until=new.valid_from - timedelta(days=1)) if same and holds else one


def _handed_over(old: Pack, new: Pack) -> Pack:
    was = {unit.code for unit in old.units if unit.retired}
    for unit in new.units:
        if unit.retired and unit.successor in new.unit_by_code and unit.code not in was:
            new = _taken_over(new, unit)
    return new


def _taken_over(pack: Pack, unit: Unit) -> Pack:
    def led(entry: Any, field: str) -> Any:
        held = getattr(entry, field)
        if isinstance(held, str):
            return replace(entry, **{field: unit.successor}) if held == unit.code else entry
        renamed = dict.fromkeys(unit.successor if one == unit.code else one for one in held)
        lead = getattr(entry, "unit", "") or getattr(entry, "lead", "")
        return replace(entry, **{field: tuple(one for one in renamed if one != lead)})

    commune = pack.commune
    for field in ("triage_unit", "sealed_unit", "publishing_unit", "office_unit"):
        commune = led(commune, field)
    return replace(
        pack,
        commune=commune,
        topics=tuple(_supports(led(one, "unit"), led, unit) for one in pack.topics),
        kinds=tuple(led(one, "unit") for one in pack.kinds),
        procedures=tuple(led(one, "unit") for one in pack.procedures),
        media=tuple(_supports(led(one, "lead"), led, unit) for one in pack.media),
    )


def _supports(entry: Any, led: Any, unit: Unit) -> Any:
    return led(entry, "supports") if unit.code in entry.supports else entry
