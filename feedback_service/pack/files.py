"""Reads a commune pack from its folder of YAML files.

Tells all faults at once: `file:line: field: problem`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from feedback_service.clock import now
from feedback_service.pack import (
    schemas,
    schemas_answers,
    schemas_media,
    schemas_posts,
    schemas_prints,
    schemas_procedures,
    schemas_radio,
    schemas_rating,
    schemas_reports,
    schemas_rights,
)
from feedback_service.pack.checks import check
from feedback_service.pack.faults import Fault, PackInvalid
from feedback_service.pack.model import Calendar, Commune, Pack
from feedback_service.pack.read_so_far import Draft, Entries
from feedback_service.pack.source import Place, Source, read_source

LISTS: Mapping[str, Schema] = {
    "units": schemas.UnitSchema(),
    "topics": schemas.TopicSchema(),
    "kinds": schemas.KindSchema(),
    "signals": schemas.SignalSchema(),
    "deadlines": schemas.DeadlineSchema(),
    "areas": schemas.AreaSchema(),
    "channels": schemas.ChannelSchema(),
    "media": schemas_media.MediumSchema(),
    "abbreviations": schemas.AbbreviationSchema(),
    "retention": schemas_rights.RetentionSchema(),
    "rights": schemas_rights.RightSchema(),
    "answers": schemas_answers.AnswerSchema(),
    "plain_words": schemas_answers.PlainWordSchema(),
    "indices": schemas_rating.IndexSchema(),
    "reports": schemas_reports.ReportSchema(),
    "procedures": schemas_procedures.ProcedureSchema(),
    "posts": schemas_posts.PostRuleSchema(),
    "prints": schemas_prints.PrintedTextSchema(),
    "radio": schemas_radio.RadioSchema(),
    "spoken_words": schemas_radio.SpokenWordSchema(),
}
"""Files that hold one list of the same name."""

SINGLES: Mapping[str, Schema] = {"commune": schemas.CommuneSchema(), "calendar": schemas.CalendarSchema()}
"""Files that are one entry."""

_HERE = timezone(timedelta(hours=7))  # Viet Nam: "in force today" is asked before the pack's own zone is read


def load_files(directory: Path, today: date | None = None) -> Pack:
    """The pack that stands in `directory`, with version 0. Raises PackInvalid with every fault.

    `today` is the day on which every kind must have a limit in force; the current day if not given.
    """
    sources = {name: read_source(directory / f"{name}.yaml") for name in (*SINGLES, *LISTS)}
    reading = _Reading(sources, [fault for source in sources.values() for fault in source.faults])
    singles = {name: reading.single(name, schema) for name, schema in SINGLES.items()}
    lists = {name: reading.entries(name, schema) for name, schema in LISTS.items()}
    draft = _draft(sources, singles, lists, today or now().astimezone(_HERE).date())
    readable = [name for name, source in sources.items() if source.value is not None]
    for name, place, problem in check(draft):
        if name in readable:
            reading.faults.append(sources[name].fault(place, problem))
    if reading.faults:
        raise PackInvalid(reading.faults)
    return _pack(singles, lists)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Turns sources into values and collects what is wrong with them."""

    sources: Mapping[str, Source]
    faults: list[Fault]

    def single(self, name: str, schema: Schema) -> Any:
        source = self.sources[name]
        unreadable = source.faults and source.value is None
        return None if unreadable else self._load(source, (), source.value, schema)

    def entries(self, name: str, schema: Schema) -> Entries:
        source = self.sources[name]
        if source.faults and source.value is None:
            return {}
        items = source.value.get(name) if isinstance(source.value, dict) else None
        if not isinstance(items, list) or not isinstance(source.value, dict):
            self.faults.append(source.fault((name,), f"must be a list named `{name}`"))
            return {}
        for other in source.value.keys() - {name}:
            self.faults.append(source.fault((other,), f"this file holds only the list `{name}`"))
        loaded = {index: self._load(source, (name, index), item, schema) for index, item in enumerate(items)}
        return {index: entry for index, entry in loaded.items() if entry is not None}

    def _load(self, source: Source, place: Place, value: object, schema: Schema) -> Any:
        try:
            return schema.load(value)  # type: ignore[arg-type]  # marshmallow itself refuses what is no mapping
        except ValidationError as error:
            found = _flat(error.messages, place)
            self.faults.extend(source.fault(where, problem) for where, problem in found)
            return None


def _flat(messages: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """marshmallow's nested messages as (place, problem)."""
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flat(inner, place if key == "_schema" else (*place, key))
    else:
        for message in messages:
            yield place, _plainly(str(message))


_PLAIN = {"Missing data for required field.": "is required and missing", "Field may not be null.": "is empty"}


def _plainly(message: str) -> str:
    """marshmallow's own sentences in the manner of ours: no capital, no full stop."""
    plain = _PLAIN.get(message) or message.rstrip(".")
    return plain[:1].lower() + plain[1:]


def _draft(
    sources: Mapping[str, Source], singles: Mapping[str, Any], lists: Mapping[str, Entries], today: date
) -> Draft:
    calendar = singles["calendar"] or {"holidays": (), "make_up_days": ()}
    commune: Commune | None = singles["commune"][0] if singles["commune"] else None
    return Draft(commune, lists, calendar["holidays"], calendar["make_up_days"], _codes(sources), today)


def _codes(sources: Mapping[str, Source]) -> dict[str, list[str]]:
    units = _raw(sources["units"], "units")
    return {
        "units": _named(units),
        "inside units": _named([unit for unit in units if unit.get("outside") is not True]),
        "units without a parent": _named(
            [unit for unit in units if not unit.get("parent") and unit.get("outside") is not True]
        ),
        "kinds": [str(rule["kind"]) for rule in _raw(sources["kinds"], "kinds") if rule.get("kind")],
        "topics": _named(_raw(sources["topics"], "topics")),
        "media": _named(_raw(sources["media"], "media")),
        "signals": _named(_raw(sources["signals"], "signals")),
        "former communes": _named([area for area in _raw(sources["areas"], "areas") if area.get("former")]),
    }


def _raw(source: Source, name: str) -> list[dict[str, Any]]:
    items = source.value.get(name) if isinstance(source.value, dict) else None
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _named(entries: list[dict[str, Any]]) -> list[str]:
    return [str(entry["code"]) for entry in entries if entry.get("code")]


def _pack(singles: Mapping[str, Any], lists: Mapping[str, Entries]) -> Pack:
    commune, threshold = singles["commune"]
    written = singles["calendar"]
    calendar = Calendar(
        holidays=_end_to_end(written["holidays"]),
        make_up_days=_end_to_end(written["make_up_days"]),
        hours=written["hours"],
        after_hours_next_day=written["after_hours_next_day"],
    )
    entries: dict[str, Any] = {name: tuple(of.values()) for name, of in lists.items()}
    entries["abbreviations"] = _end_to_end(entries["abbreviations"])
    return Pack(commune=commune, calendar=calendar, triage_threshold=threshold, **entries)


def _end_to_end(runs: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(one for run in runs for one in run)
