"""What can be chosen for a field that names something else of the pack."""

from collections.abc import Iterable

from flask_babel import LazyString

from feedback_service.language import words
from feedback_service.pack.model import Pack
from feedback_service.settings.editing.labels import value_word
from feedback_service.settings.editing.value_words import WEEKDAYS

Option = tuple[str, LazyString | str]

_REFERENCES = {
    "unit": "units",
    "supports": "units",
    "successor": "inside",
    "lead": "inside",
    "triage_unit": "inside",
    "sealed_unit": "inside",
    "publishing_unit": "inside",
    "office_unit": "inside",
    "units.parent": "offices",
    "areas.parent": "former",
    "within": "former",
    "reports.units": "offices",
    "unit_when": "signals",
    "kind": "kinds",
    "kinds": "kinds",
    "topic": "topics",
    "topics": "topics",
    "weekdays": "weekdays",
}
_WORDS_OF_THEIR_OWN = ("areas.kind", "kinds.kind")


def options_of(section: str, field: str, pack: Pack) -> tuple[Option, ...]:
    """Empty where the field names nothing of the pack."""
    if f"{section}.{field}" in _WORDS_OF_THEIR_OWN:
        return ()
    asked = _REFERENCES.get(f"{section}.{field}") or _REFERENCES.get(field)
    return tuple(_named(asked, pack)) if asked else ()


def words_of(choices: Iterable[str]) -> tuple[Option, ...]:
    return tuple((word, value_word(word)) for word in choices)


def _named(asked: str, pack: Pack) -> Iterable[Option]:
    units = [unit for unit in pack.units if not unit.retired]
    match asked:
        case "units" | "inside" | "offices":
            inside = [one for one in units if asked == "units" or not one.outside]
            return ((one.code, words(one.short)) for one in inside if asked != "offices" or not one.parent)
        case "former":
            return ((area.code, words(area.name)) for area in pack.areas if area.former)
        case "signals":
            return ((signal.code, words(signal.name) or signal.code) for signal in pack.signals)
        case "kinds":
            return ((rule.kind.value, words(rule.name)) for rule in pack.kinds)
        case "topics":
            return ((topic.code, words(topic.name)) for topic in pack.topics)
        case _:
            return ((str(number), word) for number, word in enumerate(WEEKDAYS))
