"""What the entries of a pack say of each other. Pure.

Codes must be the only ones, references must lead somewhere, deadlines have no gap, the calendar makes sense.
A check looks at the entries that could be read and yields (file, place, problem). A reference to an entry
with a fault of its own is not a second fault.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feedback_service.pack.checks_of_time import TIME_CHECKS
from feedback_service.pack.model import Area, KindRule, Signal, Topic, Unit
from feedback_service.pack.read_so_far import Draft, Found
from feedback_service.pack.source import Place
from feedback_service.vocabulary import Kind

_KNOWN_BY = {"plain_words": "stiff", "kinds": "kind", "rights": "asks", "spoken_words": "written"}
_REFERENCES = (
    ("media", "lead", "inside units"),
    ("media", "supports", "units"),
    ("posts", "code", "media"),
    ("answers", "topics", "topics"),
    ("reports", "units", "inside units"),
    ("procedures", "topic", "topics"),
    ("procedures", "unit", "units"),
)


def check(draft: Draft) -> Iterator[Found]:
    """Every fault between entries."""
    for one in _CHECKS:
        yield from one(draft)


def _unique(draft: Draft) -> Iterator[Found]:
    for name, entries in draft.lists.items():
        if name == "abbreviations":
            continue
        word = _KNOWN_BY.get(name, "code")
        yield from _only_once(name, word, ((index, getattr(entry, word)) for index, entry in entries.items()))
    numbers = ((index, topic.number) for index, topic in draft.lists["topics"].items() if topic.number)
    yield from _only_once("topics", "number", numbers)
    groups = draft.lists["abbreviations"].items()
    shorts = ((index, one.short.casefold()) for index, group in groups for one in group)
    yield from _only_once("abbreviations", "short", shorts)


def _only_once(name: str, word: str, values: Iterable[tuple[int, object]]) -> Iterator[Found]:
    seen: dict[object, int] = {}
    for index, value in values:
        if value in seen:
            problem = f"{value} is already the {word} of entry {seen[value] + 1}; each must be the only one"
            yield name, (name, index, word), problem
        seen.setdefault(value, index)


def _leads(draft: Draft, name: str, place: Place, target: str, values: Iterable[str]) -> Iterator[Found]:
    known = draft.codes[target]
    for value in values:
        if value and value not in known:
            allowed = ", ".join(sorted(known)) or "(there are none)"
            yield name, place, f"{value} is none of the {target}; allowed are: {allowed}"


def _commune(draft: Draft) -> Iterator[Found]:
    commune = draft.commune
    if commune is None:
        return
    for word in ("triage_unit", "sealed_unit", "publishing_unit", "office_unit"):
        yield from _leads(draft, "commune", (word,), "inside units", [getattr(commune, word)])
    try:
        ZoneInfo(commune.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield "commune", ("time_zone",), f"{commune.time_zone} is no time zone; an example: Asia/Ho_Chi_Minh"


def _units(draft: Draft) -> Iterator[Found]:
    units: Mapping[int, Unit] = draft.lists["units"]
    for index, unit in units.items():
        place = ("units", index, "parent")
        if unit.parent and unit.outside:
            yield "units", place, "a body outside the commune has no parent; leave `parent` or `outside` away"
        elif unit.parent:
            among = "units without a parent"
            yield from _leads(draft, "units", place, among, [unit.parent])


def _topics(draft: Draft) -> Iterator[Found]:
    topics: Mapping[int, Topic] = draft.lists["topics"]
    for index, topic in topics.items():
        at: Place = ("topics", index)
        yield from _leads(draft, "topics", (*at, "unit"), "units", [topic.unit])
        yield from _leads(draft, "topics", (*at, "supports"), "units", topic.supports)
        seen: set[str] = set()
        for phrase in (keyword.phrase.casefold() for keyword in topic.keywords):
            if phrase in seen:
                yield "topics", (*at, "keywords"), f"“{phrase}” stands twice in this topic; keep one"
            seen.add(phrase)


def _kinds(draft: Draft) -> Iterator[Found]:
    kinds: Mapping[int, KindRule] = draft.lists["kinds"]
    for index, rule in kinds.items():
        yield from _leads(draft, "kinds", ("kinds", index, "unit"), "units", [rule.unit])
        yield from _leads(draft, "kinds", ("kinds", index, "unit_when"), "signals", [rule.unit_when])
    for kind in Kind:
        if kind not in draft.codes["kinds"]:
            yield "kinds", ("kinds",), f"{kind} has no entry; every kind needs one"


def _signals(draft: Draft) -> Iterator[Found]:
    if draft.commune is None:
        return
    signals: Mapping[int, Signal] = draft.lists["signals"]
    known = [one.number for one in draft.commune.emergency]
    for index, signal in signals.items():
        for number in signal.numbers:
            if number not in known:
                problem = f"{number} is no emergency number of commune.yaml; allowed are: {', '.join(known)}"
                yield "signals", ("signals", index, "numbers"), problem


def _areas(draft: Draft) -> Iterator[Found]:
    areas: Mapping[int, Area] = draft.lists["areas"]
    for index, area in areas.items():
        place = ("areas", index, "parent")
        if area.parent and area.former:
            yield "areas", place, "a former commune has no parent; leave `parent` or `former` away"
        else:
            yield from _leads(draft, "areas", place, "former communes", [area.parent])
        yield from _leads(draft, "areas", ("areas", index, "within"), "former communes", area.within)


def _references(draft: Draft) -> Iterator[Found]:
    """Fields that name entries of one other list, and nothing more."""
    for name, field, target in _REFERENCES:
        for index, entry in draft.lists[name].items():
            held = getattr(entry, field)
            yield from _leads(
                draft, name, (name, index, field), target, [held] if isinstance(held, str) else held
            )


_CHECKS: tuple[Callable[[Draft], Iterator[Found]], ...] = (
    _unique,
    _commune,
    _units,
    _topics,
    _kinds,
    _signals,
    _areas,
    _references,
    *TIME_CHECKS,
)
