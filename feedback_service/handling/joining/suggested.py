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


def suggested_parts(first: Event | None, text: str) -> tuple[Suggested, ...]:
    """`first` holds the proposal, whose "matters" are in the order of the text: the first stays with the case."""
    matters = first.details.get("proposal", {}).get("matters", []) if first else []
    return tuple(_suggested(one, text) for one in matters[1 : MOST_PARTS + 1])


def _suggested(matter: Mapping[str, Any], text: str) -> Suggested:
    words = text[matter["start"] : matter["end"]].strip()
    return Suggested(words, matter.get("unit", ""), matter.get("topic", ""), matter.get("kind", ""))
