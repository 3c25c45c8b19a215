"""What the W3C's validator looks for in a feed, as far as ours can fail it (RFC 4287, RFC 3339, RFC 4151)."""

import re
from datetime import datetime
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:\S+")


def is_moment(text: str) -> bool:
    return bool(_MOMENT.fullmatch(text)) and datetime.fromisoformat(text).tzinfo is not None


def faults_of_atom(text: str, address: str) -> list[str]:
    """Empty for a valid feed that was fetched from `address`."""
    root = ET.fromstring(text)  # noqa: S314  our own
    faults = [] if root.tag == f"{ATOM}feed" else ["the root is no feed"]
    if not root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        faults.append("no xml:lang")
    faults += _missing(root, "id", "title", "updated")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    if links.get("self") != address:
        faults.append(f"self link is {links.get('self')}")
    if "alternate" not in links:
        faults.append("no alternate link")
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    if len(set(ids)) < len(ids):
        faults.append("ids twice")
    for entry in entries:
        faults += _faults_of_entry(entry, root.find(f"{ATOM}author") is not None)
    faults += [
        f"{element.tag} is not RFC 3339"
        for element in root.iter()
        if element.tag in (f"{ATOM}updated", f"{ATOM}published") and not is_moment(element.text or "")
    ]
    return faults


def _faults_of_entry(entry: ET.Element, has_author: bool) -> list[str]:
    faults = _missing(entry, "id", "title", "updated")
    if not _TAG.fullmatch(entry.findtext(f"{ATOM}id", "")):
        faults.append("the id is no tag: URI")
    if not has_author and entry.find(f"{ATOM}author") is None:
        faults.append("no author")
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html" or len(content):
        faults.append("content is not escaped HTML")
    if entry.findtext(f"{ATOM}updated", "") < entry.findtext(f"{ATOM}published", ""):
        faults.append("updated before it was published")
    return faults


def _missing(element: ET.Element, *names: str) -> list[str]:
    return [
        f"{len(found)} of {name}" for name in names if len(found := element.findall(f"{ATOM}{name}")) != 1
    ]
