"""A change of one entry of the pack as a small document, and the pack with the change in it. Pure.

It names what stood there and what stands there now, field by field, so that it can be put on top of files that
have changed since: a field that somebody else has given a third value is a conflict, never overwritten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError

from feedback_service.pack.model import Pack
from feedback_service.pack.sections import (
    SECTIONS,
    Item,
    Section,
    find_item,
    items_of,
    load_entry,
    with_item,
)
from feedback_service.pack.whole import new_faults


class EditDoesNotFit(Exception):
    """What the change is about is not there, stands otherwise by now, or the pack would be wrong with it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`was` None: the entry is new; `now` None: it is taken out. Both hold the fields that are shown as boxes."""

    section: str
    key: str
    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


def as_document(edit: Edit) -> dict[str, Any]:
    return {"section": edit.section, "key": edit.key, "was": edit.was, "now": edit.now}


def from_document(document: Mapping[str, Any]) -> Edit:
    return Edit(document["section"], document["key"], document["was"], document["now"])


def shown(section: Section, item: Item | None) -> dict[str, Any] | None:
    """Of an entry what the boxes show."""
    return {name: held for name, held in item.raw.items() if name in _words(section)} if item else None


def edits_between(old: Pack, new: Pack) -> list[Edit]:
    """Everything in which the boxes of `new` say something else than those of `old`."""
    return [edit for section in SECTIONS.values() for edit in _edits_of(section, old, new)]


def _edits_of(section: Section, old: Pack, new: Pack) -> list[Edit]:
    before = {item.key: shown(section, item) for item in items_of(section, old)}
    after = {item.key: shown(section, item) for item in items_of(section, new)}
    return [
        Edit(section.name, key, before.get(key), after.get(key))
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key)
    ]


def apply_edits(edits: Iterable[Edit], pack: Pack, today: date) -> Pack:
    """Raises EditDoesNotFit, also where the pack has a new fault afterwards."""
    changed = pack
    for edit in edits:
        changed = apply_edit(edit, changed)
    if new_faults(pack, changed, today):
        raise EditDoesNotFit
    return changed


def apply_edit(edit: Edit, pack: Pack) -> Pack:
    """Raises EditDoesNotFit."""
    section = SECTIONS.get(edit.section)
    if section is None:
        raise EditDoesNotFit
    item = find_item(section, pack, edit.key)
    if edit.now is None:
        return with_item(section, pack, edit.key, None)
    if item is None and edit.was is not None:
        raise EditDoesNotFit
    merged = _merged(edit.was or {}, edit.now, shown(section, item))
    kept = {name: held for name, held in item.raw.items() if name not in _words(section)} if item else {}
    try:
        return with_item(section, pack, edit.key, load_entry(section, {**merged, **kept}, pack))
    except ValidationError as error:
        raise EditDoesNotFit from error


def _merged(
    was: Mapping[str, Any], now: Mapping[str, Any], there: Mapping[str, Any] | None
) -> dict[str, Any]:
    """What stands there with the fields that were changed. A new entry that is there already has to say the same."""
    if there is None:
        return dict(now)
    merged = dict(there)
    for name in (*was, *(one for one in now if one not in was)):
        if was.get(name) == now.get(name) or there.get(name) == now.get(name):
            continue
        if there.get(name) != was.get(name):
            raise EditDoesNotFit
        merged.pop(name, None)
        if name in now:
            merged[name] = now[name]
    return merged


def _words(section: Section) -> set[str]:
    """Names of the fields as files write them."""
    return {field.data_key or name for name, field in section.on_screen.items()}
