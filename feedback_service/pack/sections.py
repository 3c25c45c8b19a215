"""The sections of a pack that are changed on screen, entry by entry: where each stands and what names an entry. Pure.

Made from the schemas: a list that gets a schema is a section. Phrases are changed by way of a rehearsal and stand
in no section's boxes; what an entry holds of them stays with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from marshmallow import Schema
from marshmallow.fields import List, Nested

from feedback_service.pack.files import LISTS, SINGLES
from feedback_service.pack.model import Pack
from feedback_service.pack.schema_parts import KeywordGroupSchema
from feedback_service.pack.schemas import DaysSchema, EmergencyNumberSchema, HoursSchema, ReceivingSchema
from feedback_service.pack.written import Raw, write_list

_OF_ROUTING = ("signals", "abbreviations")
_KEYS = ("code", "kind", "asks", "number", "stiff", "written")
_APART = ("emergency", "triage_threshold")  # a section of its own; changed by way of a rehearsal


@dataclass(frozen=True, slots=True)
class Section:
    """`path`: where its values stand in the Pack. `single`: there is one entry, neither added nor removed."""

    name: str
    schema: Schema
    path: tuple[str, ...]
    single: bool = False

    @property
    def key_field(self) -> str:
        """The field that names an entry; "" where what it says is its name."""
        return next((name for name in _KEYS if name in self.schema.fields), "")

    @property
    def on_screen(self) -> Mapping[str, Any]:
        """Fields that are shown as boxes."""
        return {name: field for name, field in self.schema.fields.items() if not _is_kept(name, field)}


def _is_kept(name: str, field: Any) -> bool:
    inner = field.inner if isinstance(field, List) else None
    of_phrases = isinstance(inner, Nested) and isinstance(inner.schema, KeywordGroupSchema)
    return of_phrases or name in _APART


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. `raw` as a file would hold it; `values` what it loads into."""

    key: str
    raw: Raw
    values: tuple[Any, ...]


SECTIONS: Mapping[str, Section] = {
    section.name: section
    for section in (
        Section("commune", SINGLES["commune"], ("commune",), single=True),
        Section("emergency", EmergencyNumberSchema(), ("commune", "emergency")),
        *(Section(name, schema, (name,)) for name, schema in LISTS.items() if name not in _OF_ROUTING),
        Section("holidays", DaysSchema(), ("calendar", "holidays")),
        Section("make_up_days", DaysSchema(), ("calendar", "make_up_days")),
        Section("hours", HoursSchema(), ("calendar", "hours")),
        Section("receiving", ReceivingSchema(), ("calendar", "after_hours_next_day"), single=True),
    )
}


def items_of(section: Section, pack: Pack) -> list[Item]:
    """In the pack's order."""
    values = _values(section, pack)
    raws = write_list(section.schema, values)
    if len(raws) == len(values):
        return [Item(key_of(section, raw), raw, (value,)) for raw, value in zip(raws, values, strict=True)]
    return [Item(key_of(section, raw), raw, load_entry(section, raw, pack)) for raw in raws]


def find_item(section: Section, pack: Pack, key: str) -> Item | None:
    return next((item for item in items_of(section, pack) if item.key == key), None)


def key_of(section: Section, raw: Mapping[str, Any]) -> str:
    """The code, the first day, or the weekday and the hour; the same word in an address."""
    if section.single:
        return section.name
    if section.key_field:
        return str(raw.get(section.key_field) or "")
    if "opens" in raw:
        return f"{min(raw['weekdays'], default=0)}-{raw['opens'].replace(':', '')}"
    return str(raw.get("day") or raw.get("from") or "")


def load_entry(section: Section, raw: Raw, pack: Pack) -> tuple[Any, ...]:
    """Raises marshmallow's ValidationError with what is wrong, field by field."""
    if section.name == "commune":
        commune, _threshold = section.schema.load({**raw, "triage_threshold": pack.triage_threshold})
        return (commune,)
    loaded: Any = section.schema.load(raw)
    return loaded if isinstance(loaded, tuple) else (loaded,)


def with_item(section: Section, pack: Pack, key: str, values: Sequence[Any] | None) -> Pack:
    """The entry `key` with other values, without it (None), or, where there is none of this name, with one more."""
    items = items_of(section, pack)
    if values is not None and key not in [item.key for item in items]:
        kept = [*(item.values for item in items), tuple(values)]
    else:
        kept = [tuple(values or ()) if item.key == key else item.values for item in items]
    return _with_values(section, pack, tuple(chain.from_iterable(kept)))


def _values(section: Section, pack: Pack) -> tuple[Any, ...]:
    held: Any = pack
    for step in section.path:
        held = getattr(held, step)
    return (held,) if section.single else held


def _with_values(section: Section, pack: Pack, values: tuple[Any, ...]) -> Pack:
    changed: Any = values[0] if section.single else values
    if len(section.path) == 2:
        outer = getattr(pack, section.path[0])
        changed = replace(outer, **{section.path[1]: changed})
    whole: dict[str, Any] = {section.path[0]: changed}
    return replace(pack, **whole)
