"""A pack as its files would say it: the way back from values to what a person writes. Pure.

Follows the schemas: what stands at its default is left out unless the schema wants it, and values that one entry
of a file gives several of (a run of days, phrases that share a weight) are put together again. Reading what was
written gives the same values in the same order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, fields
from datetime import timedelta
from itertools import groupby
from typing import Any

from marshmallow import Schema
from marshmallow.fields import List, Nested

from feedback_service.pack.document import plain
from feedback_service.pack.files import LISTS, SINGLES
from feedback_service.pack.model import Abbreviation, Calendar, DayOff, Hours, Keyword, Pack
from feedback_service.pack.schema_parts import KeywordGroupSchema
from feedback_service.pack.schemas import AbbreviationSchema, DaysSchema, HoursSchema, ReceivingSchema

Raw = dict[str, Any]
"""One entry as a file holds it: words, numbers, lists, mappings."""

_LONGEST_RUN = 32  # days, as DaysSchema allows


def written(pack: Pack) -> dict[str, Raw]:
    """What stands in each file, by the file's name without its ending."""
    files: dict[str, Raw] = {
        "commune": {
            **write_entry(SINGLES["commune"], pack.commune),
            "triage_threshold": pack.triage_threshold,
        },
        "calendar": _calendar(pack.calendar),
    }
    return files | {name: {name: write_list(schema, getattr(pack, name))} for name, schema in LISTS.items()}


def write_list(schema: Schema, values: Sequence[Any]) -> list[Raw]:
    """The entries that load into `values`."""
    together = _TOGETHER.get(type(schema))
    return together(values) if together else [write_entry(schema, value) for value in values]


def write_entry(schema: Schema, value: Any) -> Raw:
    """One value that is one entry."""
    defaults = {one.name: one.default for one in fields(value)}
    entry: Raw = {}
    for name, field in schema.fields.items():
        if name not in defaults:
            continue
        held = getattr(value, name)
        if field.required or defaults[name] is MISSING or held != defaults[name]:
            entry[name] = _write(field, held)
    return entry


def _write(field: Any, held: Any) -> Any:
    if held is not None and isinstance(field, List) and isinstance(field.inner, Nested):
        return write_list(field.inner.schema, held)
    if held is not None and isinstance(field, Nested):
        return write_entry(field.schema, held)
    return plain(held)


def _calendar(calendar: Calendar) -> Raw:
    return {
        "after_hours_next_day": calendar.after_hours_next_day,
        "hours": _hours(calendar.hours),
        "holidays": _days(calendar.holidays),
        "make_up_days": _days(calendar.make_up_days),
    }


def _keywords(values: Iterable[Keyword]) -> list[Raw]:
    groups = groupby(values, lambda one: (one.weight, one.without, one.accents, one.off, one.off_since))
    return [_keyword_group([one.phrase for one in group], *shared) for shared, group in groups]


def _keyword_group(
    phrases: list[str], weight: float, without: Any, accents: bool, off: str, since: Any
) -> Raw:
    group: Raw = {"weight": weight, "phrases": phrases}
    optional = {"without": list(without), "accents": accents, "off": off, "off_since": plain(since)}
    return group | {name: value for name, value in optional.items() if value}


def _abbreviations(values: Iterable[Abbreviation]) -> list[Raw]:
    return [
        {"full": full, "short": [one.short for one in group]}
        for full, group in groupby(values, lambda one: one.full)
    ]


def _hours(values: Iterable[Hours]) -> list[Raw]:
    return [
        {"weekdays": [one.weekday for one in group], "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
        for (opens, closes), group in groupby(values, lambda one: (one.opens, one.closes))
    ]


def _days(values: Iterable[DayOff]) -> list[Raw]:
    runs: list[list[DayOff]] = []
    for day in values:
        if runs and _goes_on(runs[-1], day):
            runs[-1].append(day)
        else:
            runs.append([day])
    return [_run(run) for run in runs]


def _goes_on(run: list[DayOff], day: DayOff) -> bool:
    last = run[-1]
    same = (last.name, last.source, last.unverified) == (day.name, day.source, day.unverified)
    return same and day.day == last.day + timedelta(days=1) and len(run) < _LONGEST_RUN


def _run(run: list[DayOff]) -> Raw:
    first, last = run[0].day.isoformat(), run[-1].day.isoformat()
    entry: Raw = {"day": first} if first == last else {"from": first, "to": last}
    entry["name"] = run[0].name
    if run[0].source:
        entry["source"] = run[0].source
    return entry | ({"unverified": True} if run[0].unverified else {})


_TOGETHER: dict[type, Callable[[Sequence[Any]], list[Raw]]] = {
    KeywordGroupSchema: _keywords,
    AbbreviationSchema: _abbreviations,
    HoursSchema: _hours,
    ReceivingSchema: lambda values: [{"after_hours_next_day": value} for value in values],
    DaysSchema: _days,
}
