"""Results by area: how many can be read of each, how many answers were late. Of the kept figures; no case is counted.

The same numbers as in the table by area of the statistics: `late` is of everything that was answered there, also of
what is not public. An area counts what names it and nothing else, so that no number can be taken from another one.
"""

from dataclasses import dataclass

from feedback_service.pack.model import Area, Pack, Text
from feedback_service.reporting.figures.counted import Counted
from feedback_service.reporting.figures.small import gathered, shown

DECIMALS = 2  # a kilometre: the area, not a house


@dataclass(frozen=True, slots=True)
class AreaLine:
    """`late` None where it is too small a number to be shown, nought too. `place`: (latitude, longitude)."""

    code: str
    name: Text
    published: int
    late: int | None
    place: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ByArea:
    """`few`: all other areas that one may choose, those with few results and those with none alike."""

    lines: tuple[AreaLine, ...]
    few: tuple[Area, ...]

    @property
    def has_places(self) -> bool:
        return any(line.place for line in self.lines)


def by_area(counted: dict[str, Counted], pack: Pack) -> ByArea:
    """`counted` by the code of the area; most results first."""
    unknown = frozenset(code for code in counted if code not in pack.area_by_code)
    alone, _ = gathered(counted, unknown)
    lines = [line for code, one in alone.items() if (line := _line(pack.area_by_code[code], one))]
    named = {line.code for line in lines}
    few = (area for area in pack.areas if not (area.code in named or area.retired or area.kind))
    return ByArea(tuple(sorted(lines, key=lambda line: (-line.published, line.name.vi))), tuple(few))


def _line(area: Area, counted: Counted) -> AreaLine | None:
    published = shown(counted.published)
    if published is None:
        return None
    return AreaLine(area.code, area.name, published, shown(counted.late), middle(area))


def middle(area: Area) -> tuple[float, float] | None:
    """No more exact than the area, however exactly it was typed."""
    if area.latitude is None or area.longitude is None:
        return None
    return round(area.latitude, DECIMALS), round(area.longitude, DECIMALS)
