"""The change that a form asks for: the pack as it would be, and what is wrong with it, box by box."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import lazy_gettext as _l
from marshmallow import ValidationError

from feedback_service.pack.edits import Edit, edits_between
from feedback_service.pack.model import DeadlineRule, Pack
from feedback_service.pack.sections import Item, Section, items_of, key_of, load_entry, with_item
from feedback_service.pack.whole import new_faults
from feedback_service.pack.written import Raw
from feedback_service.settings.editing.boxes import Box, Form, boxes_of
from feedback_service.settings.editing.guards import Changed, guard, is_frozen
from feedback_service.settings.editing.together import with_what_follows
from feedback_service.settings.editing.typing import Typed, raw_of, rows_shown, too_long, typed_of
from feedback_service.settings.editing.wording import Errors, errors_of, said

NOTHING_CHANGED = _l("Chưa đổi gì so với bản đang dùng.")
# One of each is there; what the code does not know has no effect.
NOT_ADDED = ("commune", "kinds", "rights", "reports", "radio", "prints")
REMOVED = (
    "emergency",
    "deadlines",
    "holidays",
    "make_up_days",
    "hours",
    "channels",
    "media",
    "answers",
    "plain_words",
    "procedures",
    "retention",
    "indices",
    "posts",
    "spoken_words",
)
"""The others are named by cases, and stay: units and areas as retired."""


@dataclass(slots=True)
class Draft:
    """`new` is the pack with the change where there are no errors."""

    new: Pack
    edits: Sequence[Edit] = ()
    errors: Errors = field(default_factory=dict)


def boxes_for(section: Section, item: Item | None, pack: Pack, today: date) -> list[Box]:
    """Of an entry that is there its name is locked; of a limit in force everything but its end."""
    if item is None:
        return boxes_of(section, pack)
    locked = [section.key_field] if section.key_field else []
    value = item.values[0]
    if isinstance(value, DeadlineRule) and is_frozen(value, today):
        free = ("valid_until", "unverified")
        locked = [name for name in section.on_screen if name not in free]
    return boxes_of(section, pack, locked)


def draft(section: Section, item: Item | None, typed: Typed, pack: Pack, today: date) -> Draft:
    """`item` None: a new entry."""
    boxes = boxes_for(section, item, pack, today)
    long = too_long(boxes, typed)
    if long:
        return Draft(pack, errors={name: [_l("Dài quá, xin viết gọn lại.")] for name in long})
    raw = _filled(boxes, item, typed)
    key = key_of(section, raw) if _is_named(section, raw) else ""
    try:
        values = load_entry(section, _with_kept(boxes, item, raw), pack)
    except ValidationError as error:
        return Draft(pack, errors=errors_of(error.messages))
    start = with_item(section, pack, item.key, None) if item and item.key != key else pack
    if (item is None or item.key != key) and key in _keys(section, pack):
        return Draft(pack, errors={_first(boxes): [_l("Đã có mục khác dùng mã này rồi.")]})
    new = with_what_follows(pack, with_item(section, start, key, values), today)
    return judged(section, key, pack, new, today, [box.name for box in boxes])


def without(section: Section, item: Item, pack: Pack, today: date) -> Draft:
    """The entry taken out."""
    new = with_item(section, pack, item.key, None)
    return judged(section, item.key, pack, new, today, ())


def may_remove(section: Section, item: Item, today: date) -> bool:
    value = item.values[0]
    frozen = isinstance(value, DeadlineRule) and is_frozen(value, today)
    return section.name in REMOVED and not frozen


def judged(section: Section, key: str, old: Pack, new: Pack, today: date, boxes: Sequence[str]) -> Draft:
    """With what the checks and the guards find; what is no box's stands above the form."""
    errors: Errors = {}
    for fault in new_faults(old, new, today):
        here = fault.section == section.name and fault.key == key and fault.field in boxes
        errors.setdefault(fault.field if here else "", []).append(said(fault.problem))
    for where, name, words in guard(Changed(old, new, section.name, today)):
        here = where in (key, "") and name in boxes
        errors.setdefault(name if here else "", []).append(words)
    edits = edits_between(old, new)
    if not edits and not errors:
        errors[""] = [NOTHING_CHANGED]
    return Draft(new, edits, errors)


def as_typed(boxes: Sequence[Box], item: Item | None) -> Typed:
    return typed_of(boxes, item.raw if item else {})


def rows_of(boxes: Sequence[Box], typed: Typed) -> dict[str, range]:
    return {box.name: rows_shown(box, typed) for box in boxes if box.form is Form.ROWS}


def _filled(boxes: Sequence[Box], item: Item | None, typed: Typed) -> Raw:
    """A locked box says what stood there, whatever was sent."""
    raw = raw_of([box for box in boxes if not box.locked], typed)
    there = item.raw if item else {}
    return raw | {box.name: there[box.name] for box in boxes if box.locked and box.name in there}


def _with_kept(boxes: Sequence[Box], item: Item | None, raw: Raw) -> Raw:
    names = {box.name for box in boxes}
    return raw | {name: held for name, held in item.raw.items() if name not in names} if item else raw


def _is_named(section: Section, raw: Raw) -> bool:
    """Whether what was typed is enough to tell the entry's name: hours need whole weekdays."""
    days = raw.get("weekdays", [])
    return "opens" not in raw or (isinstance(raw["opens"], str) and all(isinstance(day, int) for day in days))


def _keys(section: Section, pack: Pack) -> list[str]:
    return [item.key for item in items_of(section, pack)]


def _first(boxes: Sequence[Box]) -> str:
    return boxes[0].name if boxes else ""
