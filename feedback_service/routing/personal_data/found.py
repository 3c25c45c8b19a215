"""What personal data is called here, and where a piece of it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    IDENTITY = "identity"
    PLATE = "plate"
    ACCOUNT = "account"
    LAND = "land"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Found:
    """`start` and `end` are offsets in the text as sent, in characters, half-open; `text` is what stands there."""

    kind: PersonalData
    start: int
    end: int
    text: str


Spans = Iterator[tuple[int, int]]
"""What one search gives: half-open offsets in the text as read."""
