"""What of an entry is shown, and as what kind of box: worked out of the schema, field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from marshmallow import fields as kinds
from marshmallow.validate import OneOf

from feedback_service.pack.model import Pack
from feedback_service.pack.schema_parts import TextSchema
from feedback_service.pack.sections import Section
from feedback_service.settings.editing.labels import hint_of, name_of
from feedback_service.settings.editing.options import Option, options_of, words_of

BLANK_ROWS = 1
MOST_ROWS = 12
_LONG = ("text", "body", "opening", "direction", "tasks", "closing", "how_to_write")


class Form(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"  # one a line
    BOTH = "both"  # in Vietnamese and in English
    PAIRS = "pairs"  # one a line: Vietnamese | English
    NUMBER = "number"
    TICK = "tick"
    DAY = "day"
    TIME = "time"
    CHOICE = "choice"
    MANY = "many"
    ROWS = "rows"  # entries of their own, each with boxes


@dataclass(frozen=True, slots=True)
class Box:
    """`name`: the field as files write it, and the name of the input. `inner`: the boxes of one row."""

    name: str
    form: Form
    label: LazyString | str
    hint: LazyString | str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    inner: tuple["Box", ...] = ()
    locked: bool = False


def boxes_of(section: Section, pack: Pack, locked: Sequence[str] = ()) -> list[Box]:
    """In the order of the schema. What has no box stays as it is. `locked`: shown and not changed."""
    made = (_box(section.name, name, field, pack, locked) for name, field in section.on_screen.items())
    return [box for box in made if box is not None]


def _box(section: str, name: str, field: Any, pack: Pack, locked: Sequence[str]) -> Box | None:
    written = field.data_key or name
    options = options_of(section, name, pack) or words_of(_choices(field))
    form = _form(field, bool(options))
    if form is None:
        return None
    return Box(
        name=written,
        form=form,
        label=name_of(section, written),
        hint=hint_of(section, written),
        required=field.required,
        options=options,
        inner=_inner(section, field, pack) if form is Form.ROWS else (),
        locked=written in locked,
    )


def _inner(section: str, field: Any, pack: Pack) -> tuple[Box, ...]:
    made = (_box(section, name, one, pack, ()) for name, one in field.inner.schema.fields.items())
    return tuple(box for box in made if box is not None)


def _choices(field: Any) -> tuple[str, ...]:
    """The words that a field may be, where they are a short list."""
    if isinstance(field, kinds.List):
        return _choices(field.inner)
    if isinstance(field, kinds.Enum):
        found = [one.choices for one in field.validators if isinstance(one, OneOf)]
        return tuple(one.value for one in (found[0] if found else field.enum))
    return tuple(str(word) for one in field.validators if isinstance(one, OneOf) for word in one.choices)


def _form(field: Any, chosen: bool) -> Form | None:
    if isinstance(field, kinds.List):
        return _form_of_list(field, chosen)
    if isinstance(field, kinds.Nested):
        return Form.BOTH if isinstance(field.schema, TextSchema) else None
    if chosen:
        return Form.CHOICE
    if field.name in _LONG:
        return Form.TEXT
    return next((form for kind, form in _FORMS if isinstance(field, kind)), None)


def _form_of_list(field: kinds.List[Any], chosen: bool) -> Form | None:
    if isinstance(field.inner, kinds.Nested):
        return Form.PAIRS if isinstance(field.inner.schema, TextSchema) else Form.ROWS
    if chosen:
        return Form.MANY
    return Form.LINES if isinstance(field.inner, kinds.String) else None


_FORMS: tuple[tuple[type[Any], Form], ...] = (
    (kinds.Boolean, Form.TICK),
    (kinds.Integer, Form.NUMBER),
    (kinds.Float, Form.NUMBER),
    (kinds.Date, Form.DAY),
    (kinds.Time, Form.TIME),
    (kinds.String, Form.LINE),
)
