"""The further matters that routing found in a text, to be put into the boxes of the split form. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from feedback_service.handling.joining.parts import MOST_PARTS
from feedback_service.records import Event


@dataclass(frozen=True, slots=True)
class Suggested:
    text: str
    unit: str
    topic: str
    kind: str


def suggested_parts(first: Event | None, text: str, unit: str = "") -> tuple[Suggested, ...]:
    """`first` holds the proposal, whose "matters" are in the order of the text. The one of the case's own `unit` stays
    with the case; where none is, the first."""
    matters = first.details.get("proposal", {}).get("matters", []) if first else []
    stays = next((one for one in matters if one.get("unit") == unit), matters[0] if matters else None)
    return tuple(_suggested(one, text) for one in matters if one is not stays)[:MOST_PARTS]


def _suggested(matter: Mapping[str, Any], text: str) -> Suggested:
    words = text[matter["start"] : matter["end"]].strip()
    return Suggested(words, matter.get("unit", ""), matter.get("topic", ""), matter.get("kind", ""))
