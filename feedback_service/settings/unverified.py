"""What of the pack nobody at the commune has confirmed yet. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from feedback_service.pack.model import Pack


@dataclass(frozen=True, slots=True)
class SectionCount:
    """`section` is its word in the address."""

    section: str
    total: int
    unverified: int


class Confirmable(Protocol):
    @property
    def unverified(self) -> bool: ...


def count_unverified(pack: Pack) -> tuple[SectionCount, ...]:
    """Section by section, in the order of the settings' pages."""
    calendar = pack.calendar
    sections: Mapping[str, Sequence[Confirmable]] = {
        "xa": (pack.commune, *pack.commune.emergency),
        "don-vi": pack.units,
        "linh-vuc": pack.topics,
        "loai-viec": pack.kinds,
        "thoi-han": pack.deadlines,
        "lich": (*calendar.holidays, *calendar.make_up_days),
        "dia-ban": pack.areas,
        "kenh": pack.channels,
        "phuong-tien": pack.media,
        "thu-tuc": pack.procedures,
    }
    return tuple(
        SectionCount(section, len(entries), sum(entry.unverified for entry in entries))
        for section, entries in sections.items()
    )
