"""The entries of a pack that could be read, and a fault between them as (file, place, problem). Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback_service.pack.model import Commune, DayOff
from feedback_service.pack.source import Place

Found = tuple[str, Place, str]
Entries = Mapping[int, Any]
"""The entries of one list that could be read, by their position in the file."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read so far. `codes` are all codes that the files name, also of entries with faults."""

    commune: Commune | None
    lists: Mapping[str, Entries]
    holidays: Sequence[Sequence[DayOff]]
    make_up_days: Sequence[Sequence[DayOff]]
    codes: Mapping[str, Collection[str]]
    today: date
