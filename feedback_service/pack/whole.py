"""What is wrong with a pack that is at hand as values: the same checks that its files go through. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback_service.pack.checks import check
from feedback_service.pack.files import LISTS
from feedback_service.pack.model import Pack
from feedback_service.pack.read_so_far import Draft
from feedback_service.pack.sections import SECTIONS, Section, items_of

_OF_CALENDAR = ("holidays", "make_up_days")


@dataclass(frozen=True, slots=True)
class Wrong:
    """`section` and `key` of the entry, "" where the fault is the whole list's; `field` "" where it is no field's."""

    section: str
    key: str
    field: str
    problem: str


def faults_of(pack: Pack, today: date) -> list[Wrong]:
    """Empty for a pack that its files could hold."""
    return [_placed(pack, file, place, problem) for file, place, problem in check(_draft(pack, today))]


def new_faults(old: Pack, new: Pack, today: date) -> list[Wrong]:
    """What is wrong with `new` and was not with `old`: a fault that was there keeps nobody from mending another."""
    known = set(faults_of(old, today))
    return [fault for fault in faults_of(new, today) if fault not in known]


def _draft(pack: Pack, today: date) -> Draft:
    lists: dict[str, Any] = {name: dict(enumerate(getattr(pack, name))) for name in LISTS}
    lists["abbreviations"] = {index: (one,) for index, one in enumerate(pack.abbreviations)}
    holidays, made_up = ([item.values for item in items_of(SECTIONS[name], pack)] for name in _OF_CALENDAR)
    return Draft(pack.commune, lists, holidays, made_up, _codes(pack), today)


def _codes(pack: Pack) -> dict[str, list[str]]:
    inside = [unit for unit in pack.units if not unit.outside]
    named = {name: [one.code for one in getattr(pack, name) if hasattr(one, "code")] for name in LISTS}
    return {
        **named,
        "inside units": [unit.code for unit in inside],
        "units without a parent": [unit.code for unit in inside if not unit.parent],
        "kinds": [rule.kind.value for rule in pack.kinds],
        "former communes": [area.code for area in pack.areas if area.former],
    }


def _placed(pack: Pack, file: str, place: tuple[str | int, ...], problem: str) -> Wrong:
    """(calendar, (holidays, 3)) and (units, (units, 3, parent)) name an entry by its position."""
    name = str(place[0]) if place and place[0] in SECTIONS else file
    section = SECTIONS.get(name)
    if section is None:
        return Wrong(file, "", "", problem)
    if section.single:
        return Wrong(name, section.name, str(place[0]) if place else "", problem)
    index = place[1] if len(place) > 1 else None
    field = str(place[2]) if len(place) > 2 else ""
    return Wrong(name, _key(section, pack, index), field, problem)


def _key(section: Section, pack: Pack, index: object) -> str:
    items = items_of(section, pack)
    return items[index].key if isinstance(index, int) and index < len(items) else ""
