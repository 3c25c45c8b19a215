"""What an event says of how a case stood before it: column → value. Events of an older version say less. Pure."""

from collections.abc import Mapping
from typing import Any

from feedback_service.records import Event
from feedback_service.vocabulary import Kind, Publication, Status, Visibility

STATUS = "status:"
_PUBLICATION = "publication:"
_COLUMNS = {"unit": "unit_code", "kind": "kind", "topic": "topic_code", "area": "area_code"}
_KINDS: Mapping[str, type[Any]] = {"kind": Kind, "visibility": Visibility}


def put_back(event: Event) -> dict[str, Any]:
    """Only what the event changed."""
    details, found = event.details, _of_action(event)
    if details.get("visibility"):
        found["visibility"] = Visibility(details["visibility"][0])
    for name, value in (details.get("was") or {}).items():
        found[_COLUMNS.get(name, name)] = _KINDS.get(name, str)(value)
    return found


def _of_action(event: Event) -> dict[str, Any]:
    action, details = event.action, event.details
    if action.startswith(STATUS):
        return _of_status(details)
    if action in ("transferred", "returned_to_triage") and "from" in details:
        return {"unit_code": details["from"]}
    if action == "placed" and "from" in details:
        return {"area_code": details["from"]}
    if action == "confirmed":
        changed = details.get("changed") or {}
        return {_COLUMNS[name]: _KINDS.get(name, str)(pair[0]) for name, pair in changed.items()}
    if action in ("sealed", "unsealed"):
        return {"visibility": Visibility.COUNTED if action == "sealed" else Visibility.SEALED}
    return {}


def _of_status(details: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"status": Status(details["from"])} if "from" in details else {}
    return found | ({"unit_code": details["before"]} if "before" in details else {})


def publication_of(event: Event) -> Publication | None:
    """What became of the public text by this event."""
    if not event.action.startswith(_PUBLICATION):
        return None
    word = event.action.removeprefix(_PUBLICATION)
    return Publication(word) if word in list(Publication) else None
