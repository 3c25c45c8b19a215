"""The pack as a JSON-able document, for the version kept in the database, and back.

Follows the fields of pack/model.py by themselves: what stands at its default is left out, and a document
written before a field existed reads with that field's default.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, time
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from feedback_service.pack.model import Pack

Document = dict[str, Any]
Read = Callable[[Any], Any]


def to_document(pack: Pack) -> Document:
    """Everything but the version: that is the number of the row that keeps it."""
    document: Document = _write(replace(pack, version=0))
    return document


def from_document(document: Mapping[str, Any], version: int) -> Pack:
    """The pack of a document that `to_document` wrote. Raises KeyError or ValueError on anything else."""
    pack: Pack = _reader(Pack)(document)
    return replace(pack, version=version)


def plain(value: Any) -> Any:
    """One value of the model as a document holds it."""
    return _write(value)


def _write(value: Any) -> Any:
    if isinstance(value, str | int | float) or value is None:
        return value.value if isinstance(value, StrEnum) else value
    if isinstance(value, tuple):
        return [_write(item) for item in value]
    if isinstance(value, date | time):
        return value.isoformat()
    return {
        name: _write(item)
        for name, default in _defaults(type(value))  # type: ignore[arg-type]  # a type is hashable
        if (item := getattr(value, name)) != default
    }


@cache
def _defaults(model: type[Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default) for one in fields(model))


@cache
def _reader(kind: Any) -> Read:
    """How a value of this type is read; worked out once a type."""
    if is_dataclass(kind):
        return _entry_reader(kind)
    if get_origin(kind) is tuple:
        item = _reader(get_args(kind)[0])
        return lambda values: tuple([item(value) for value in values])
    if get_origin(kind) in (Union, types.UnionType):
        inner = _reader(get_args(kind)[0])
        return lambda value: None if value is None else inner(value)
    if kind in (date, time):
        read: Read = kind.fromisoformat
        return read
    return kind if kind is float or issubclass(kind, StrEnum) else _as_is


def _as_is(value: Any) -> Any:
    return value


def _entry_reader(model: Any) -> Read:
    hints = get_type_hints(model)
    readers = {one.name: _reader(hints[one.name]) for one in fields(model)}
    required = [one.name for one in fields(model) if _is_required(one)]

    def read(entry: Mapping[str, Any]) -> Any:
        for name in required:
            if name not in entry:
                raise KeyError(f"{model.__name__}.{name}")
        return model(**{name: readers[name](value) for name, value in entry.items() if name in readers})

    return read


def _is_required(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING
