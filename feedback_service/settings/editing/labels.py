"""The names of fields and of their values, for boxes, lists and differences."""

from flask_babel import LazyString

from feedback_service.settings.editing.field_hints import FIELD_HINTS
from feedback_service.settings.editing.field_names import FIELD_NAMES
from feedback_service.settings.editing.value_words import VALUE_WORDS


def name_of(section: str, field: str) -> LazyString | str:
    """The field's own name in its section, else the one that it has everywhere, else as files write it."""
    return FIELD_NAMES.get(f"{section}.{field}") or FIELD_NAMES.get(field) or field


def hint_of(section: str, field: str) -> LazyString | str:
    return FIELD_HINTS.get(f"{section}.{field}") or FIELD_HINTS.get(field) or ""


def value_word(value: object) -> LazyString | str:
    """A word of the vocabulary as people call it."""
    return VALUE_WORDS.get(str(value)) or str(value)
