"""GeoReport v2 (wiki.open311.org/GeoReport_v2) as text: the same records as XML and as JSON. Pure.

A record is a mapping of words, numbers, mappings and lists; a list becomes elements named for what they hold.
"""

import json
import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Value = str | int | float | bool | None | Mapping[str, "Value"] | Sequence["Value"]
Record = Mapping[str, Value]

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
# What one thing of a list is called in XML.
_ONE = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
# XML 1.0 has no way to write these, escaped or not.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def form_of(path: str) -> str:
    """ "json" or "xml", by the end of the address; what ends otherwise is answered in XML, as the standard does."""
    return "json" if path.endswith(".json") else "xml"


def document(root: str, content: Record | Sequence[Record], form: str) -> str:
    """`root` names the element around it; JSON has no such name."""
    if form == "json":
        return json.dumps(content, ensure_ascii=False)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{_NOT_XML.sub("", _element(root, content))}'


def errors(code: int, said: str, form: str) -> str:
    """`code` is that of the answer: the standard wants it again inside."""
    return document("errors", [{"code": code, "description": said}], form)


def _element(name: str, value: Value | Record | Sequence[Record]) -> str:
    """Names are ours, so only what stands inside is escaped. By hand: a thousand requests are 18,000 elements."""
    inside = _inside(name, value)
    return f"<{name}>{inside}</{name}>" if inside else f"<{name}/>"


def _inside(name: str, value: Value | Record | Sequence[Record]) -> str:
    if isinstance(value, str):
        return escape(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "".join([_element(inner, held) for inner, held in value.items()])
    if isinstance(value, Sequence):
        return "".join([_element(_ONE[name], held) for held in value])
    return str(value)
