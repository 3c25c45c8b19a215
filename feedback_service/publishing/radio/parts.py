"""The parts of a bulletin, in the order in which they are heard; kept as JSON and frozen by one hash. Pure."""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class PartKind(StrEnum):
    OPENING = "opening"
    HEADLINES = "headlines"
    FIGURES = "figures"
    RESULT = "result"
    STORY = "story"
    QUESTION = "question"
    OWN = "own"  # what the station adds: a notice, a reminder
    HOW_TO_WRITE = "how_to_write"
    EMERGENCY = "emergency"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Part:
    """`code`: of the published result that it tells, "" for none; it is never read out."""

    kind: PartKind
    text: str
    code: str = ""


def written(parts: Iterable[Part]) -> dict[str, Any]:
    return {"parts": [{"part": one.kind.value, "text": one.text, "code": one.code} for one in parts]}


def read_parts(document: dict[str, Any]) -> list[Part]:
    rows: Sequence[dict[str, str]] = document.get("parts", [])
    return [Part(PartKind(row["part"]), row["text"], row.get("code", "")) for row in rows]


def whole_text(parts: Iterable[Part]) -> str:
    """What is read out: a blank line between parts, one line end."""
    return "\n\n".join(one.text for one in parts if one.text) + "\n"


def bulletin_hash(title: str, parts: Iterable[Part]) -> str:
    """What the approver read, frozen. SHA-256 in hex."""
    whole = json.dumps([title, written(parts)], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()


def clean(text: str) -> str:
    """Composed letters, one kind of line end, nothing unprintable, no blank at the end of a line."""
    lines = (
        unicodedata.normalize("NFC", text)
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\t", " ")
        .split("\n")
    )
    return "\n".join("".join(char for char in line if char.isprintable()).rstrip() for line in lines).strip()
