"""GeoReport v2 (wiki.open311.org/GeoReport_v2) as text: the same records as XML and as JSON. Pure.

A record is a mapping of words, numbers, mappings and lists; a list becomes elements named for what they hold.
"""

import json
import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

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
    element = ET.Element(root)
    _fill(element, content)
    written: str = ET.tostring(element, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}'


def errors(code: int, said: str, form: str) -> str:
    """`code` is that of the answer: the standard wants it again inside."""
    return document("errors", [{"code": code, "description": said}], form)


def _fill(element: ET.Element, value: Value) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _fill(ET.SubElement(element, name), inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            _fill(ET.SubElement(element, _ONE[element.tag]), inner)
    elif value is not None:
        element.text = _written(value)


def _written(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _NOT_XML.sub("", str(value))
