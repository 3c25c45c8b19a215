"""The part of OpenAPI's schemas that the descriptions in tests/data/api use: is a value as described, and values.

https://spec.openapis.org/oas/v3.0.3#schema-object
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from hypothesis import strategies as st

Schema = Mapping[str, Any]
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}
# Formats that a value can fail; the others only help a reader.
_MOMENTS = {"date-time": datetime.fromisoformat, "date-time-rfc-2822": parsedate_to_datetime}


class Description:
    """One API description. `faults` and `values` follow its references."""

    def __init__(self, document: Schema) -> None:
        self.document = document

    def resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return schema

    def faults(self, value: Any, schema: Schema, at: str = "", closed: bool = False) -> Iterator[str]:
        """What is not as described. `closed`: a property that is not described is a fault as well."""
        schema = self.resolve(schema)
        if value is None:
            if not schema.get("nullable"):
                yield f"{at or 'value'} is null"
            return
        for part in schema.get("allOf", ()):
            yield from self.faults(value, part, at)
        kind = schema.get("type")
        if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
            yield f"{at or 'value'} is no {kind}"
        elif kind == "object":
            yield from self._faults_of_object(value, schema, at, closed)
        elif kind == "array":
            yield from _out_of_bounds(len(value), schema, at, "Items")
            for number, item in enumerate(value):
                yield from self.faults(item, schema["items"], f"{at}[{number}]", closed)
        else:
            yield from _faults_of_scalar(value, schema, at)

    def _faults_of_object(self, value: Any, schema: Schema, at: str, closed: bool) -> Iterator[str]:
        known = schema.get("properties", {})
        yield from (f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, inner in value.items():
            if name in known:
                yield from self.faults(inner, known[name], f"{at}.{name}", closed)
            elif isinstance(schema.get("additionalProperties"), dict):
                yield from self.faults(inner, schema["additionalProperties"], f"{at}.{name}", closed)
            elif closed and known:
                yield f"{at}.{name} is not described"

    def values(self, schema: Schema, whole: bool) -> st.SearchStrategy[Any]:
        """Any value as described. `whole`: no property is left out, though it may be null."""
        schema = self.resolve(schema)
        inner = self.values(schema["allOf"][0], whole) if "allOf" in schema else self._values(schema, whole)
        return st.none() | inner if schema.get("nullable") else inner

    def _values(self, schema: Schema, whole: bool) -> st.SearchStrategy[Any]:
        match schema.get("type"):
            case "object":
                known = {name: self.values(one, whole) for name, one in schema.get("properties", {}).items()}
                needed = set(known) if whole else set(schema.get("required", ()))
                return st.fixed_dictionaries(
                    {name: one for name, one in known.items() if name in needed},
                    optional={name: one for name, one in known.items() if name not in needed},
                )
            case "array":
                return st.lists(
                    self.values(schema["items"], whole), min_size=schema.get("minItems", 0), max_size=3
                )
            case "integer":
                return st.integers(schema.get("minimum", -(2**31)), schema.get("maximum", 2**31))
            case "number":
                return st.floats(allow_nan=False, allow_infinity=False)
            case "boolean":
                return st.booleans()
            case "string":
                return _texts(schema)
        return st.none()


def _texts(schema: Schema) -> st.SearchStrategy[str]:
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "pattern" in schema:
        return st.from_regex(re.compile(schema["pattern"].rstrip("$"), re.ASCII), fullmatch=True)
    moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001  the zone is written below
    match schema.get("format"):
        case "date-time":
            return moments.map(lambda one: one.isoformat(timespec="milliseconds") + "+07:00")
        case "date-time-rfc-2822":
            return moments.map(lambda one: one.strftime("%a, %d %b %Y %H:%M:%S +0000"))
        case "uri":
            return st.just("/2010-04-01/next")
    longest = min(schema.get("maxLength", 40), 40)
    return st.text(st.characters(codec="utf-8"), min_size=schema.get("minLength", 0), max_size=longest)


def _faults_of_scalar(value: Any, schema: Schema, at: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is not one of {', '.join(schema['enum'])}"
    if isinstance(value, str):
        yield from _out_of_bounds(len(value), schema, at, "Length")
        yield from _faults_of_text(value, schema, at)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _out_of_bounds(
            value, {key.removesuffix("imum"): one for key, one in schema.items()}, at, ""
        )


def _out_of_bounds(size: float, schema: Schema, at: str, of_what: str) -> Iterator[str]:
    if not schema.get(f"min{of_what}", size) <= size <= schema.get(f"max{of_what}", size):
        yield f"{at} is out of bounds ({size})"


def _faults_of_text(value: str, schema: Schema, at: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at} is not of the form {schema['pattern']}"
    read = _MOMENTS.get(str(schema.get("format")))
    if read is not None:
        try:
            read(value)
        except ValueError:
            yield f"{at} is no {schema['format']}"
    if schema.get("format") == "uri" and not urlsplit(value).path:
        yield f"{at} is no address"
