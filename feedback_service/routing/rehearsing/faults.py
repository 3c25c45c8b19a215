"""Rules that can do no work, each with the reason: found and told, never skipped silently. Pure.

`faults_of` looks at the pack as it is written; what raised while this process matched stands in the lexicon.
"""

import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback_service.pack.model import Keyword, Pack
from feedback_service.routing.rehearsing.forms import (
    MOST_FORMS,
    WordSense,
    forms_written,
    has_an_empty_part,
)
from feedback_service.routing.rehearsing.groups import KIND, SIGNAL, TOPIC, every_group
from feedback_service.routing.rules_lexicon import lexicon_of
from feedback_service.routing.rules_scoring import office


class Broken(StrEnum):
    """Why a rule does no work."""

    TOO_MANY_FORMS = "too_many_forms"
    WITHOUT_ALWAYS = "without_always"
    TWO_UNITS = "two_units"
    EMPTY_PART = "empty_part"
    SIGNAL_UNKNOWN = "signal_unknown"
    NO_KEYWORDS = "no_keywords"
    UNIT_GONE = "unit_gone"
    RAISED = "raised"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class RuleFault:
    """`group`: address of where it stands. `about`: what else there is to say, by `broken`: the number of forms, the
    `without`, the other topic, the unit, the kind of error, the reason for which it is off since `since`.
    """

    broken: Broken
    group: str
    phrase: str = ""
    about: str = ""
    since: date | None = None

    @property
    def wanted(self) -> bool:
        """Somebody switched it off and said why: told, and nothing to mend."""
        return self.broken is Broken.OFF


_known: dict[int, tuple[weakref.ref[Pack], tuple[RuleFault, ...]]] = {}


def faults_of(pack: Pack) -> tuple[RuleFault, ...]:
    """Everything that does no work. Looked for once a pack; what raised here meanwhile is always there."""
    key = id(pack)
    kept = _known.get(key)
    if kept is None or kept[0]() is not pack:
        kept = (weakref.ref(pack, lambda _: _known.pop(key, None)), tuple(_written(pack)))
        _known[key] = kept
    return (*_raised(pack), *kept[1])


def count_broken(pack: Pack) -> int:
    return sum(not fault.wanted for fault in faults_of(pack))


def anything_missing(pack: Pack) -> bool:
    """Whether something that a message may need is not there at all, beyond a phrase that does no work."""
    return any(fault.broken in _MISSING for fault in faults_of(pack))


_MISSING = (Broken.RAISED, Broken.UNIT_GONE, Broken.NO_KEYWORDS, Broken.SIGNAL_UNKNOWN)


def _raised(pack: Pack) -> Iterator[RuleFault]:
    """`topic:den-duong#3`, `context:mía đường`: the address of the rule, and the error it raised."""
    for rule, error in dict(lexicon_of(pack).broken).items():
        group, _, place = rule.partition("#")
        phrase = _phrase_at(pack, group, place)
        yield RuleFault(Broken.RAISED, group, phrase, error)


def _phrase_at(pack: Pack, group: str, place: str) -> str:
    keywords = next((one.keywords for one in every_group(pack) if one.address == group), ())
    return keywords[int(place)].phrase if place.isdigit() and int(place) < len(keywords) else ""


def _written(pack: Pack) -> Iterator[RuleFault]:
    sense = WordSense(lexicon_of(pack).abbreviations)
    for group in every_group(pack):
        for keyword in group.keywords:
            yield from _of_phrase(group.address, keyword, sense)
    yield from _two_units(pack)
    yield from _of_topics(pack)
    yield from _of_kinds(pack)
    yield from _of_signals(pack)


def _of_phrase(group: str, keyword: Keyword, sense: WordSense) -> Iterator[RuleFault]:
    phrase = keyword.phrase
    if keyword.off:
        yield RuleFault(Broken.OFF, group, phrase, keyword.off, keyword.off_since)
    elif has_an_empty_part(phrase):
        yield RuleFault(Broken.EMPTY_PART, group, phrase)
    elif (forms := forms_written(phrase)) > MOST_FORMS:
        yield RuleFault(Broken.TOO_MANY_FORMS, group, phrase, str(forms))
    else:
        takes = next((one for one in keyword.without if sense.always_holds(one, phrase)), "")
        if takes:
            yield RuleFault(Broken.WITHOUT_ALWAYS, group, phrase, takes)


def _two_units(pack: Pack) -> Iterator[RuleFault]:
    """The same phrase with the same weight for two offices: neither can win by it."""
    seen: dict[tuple[str, float, bool], tuple[str, str]] = {}
    for topic in pack.topics:
        for keyword in topic.keywords:
            if keyword.off:
                continue
            key = (" ".join(keyword.phrase.casefold().split()), keyword.weight, keyword.accents)
            here = office(topic.unit, pack)
            first, before = seen.setdefault(key, (topic.code, here))
            if before != here:
                yield RuleFault(Broken.TWO_UNITS, f"{TOPIC}:{topic.code}", keyword.phrase, first)


def _of_topics(pack: Pack) -> Iterator[RuleFault]:
    for topic in pack.topics:
        address = f"{TOPIC}:{topic.code}"
        if not any(not keyword.off for keyword in topic.keywords):
            yield RuleFault(Broken.NO_KEYWORDS, address)
        for unit in (topic.unit, *topic.supports):
            if _is_gone(unit, pack):
                yield RuleFault(Broken.UNIT_GONE, address, about=unit)


def _of_kinds(pack: Pack) -> Iterator[RuleFault]:
    signals = {signal.code for signal in pack.signals}
    for rule in pack.kinds:
        address = f"{KIND}:{rule.kind.value}"
        if rule.unit and _is_gone(rule.unit, pack):
            yield RuleFault(Broken.UNIT_GONE, address, about=rule.unit)
        if rule.unit_when and rule.unit_when not in signals:
            yield RuleFault(Broken.SIGNAL_UNKNOWN, address, about=rule.unit_when)


def _of_signals(pack: Pack) -> Iterator[RuleFault]:
    """A signal that needs a phrase which can never be found is never raised."""
    for signal in pack.signals:
        for phrase in signal.all_of:
            if has_an_empty_part(phrase):
                yield RuleFault(Broken.SIGNAL_UNKNOWN, f"{SIGNAL}:{signal.code}", phrase)


def _is_gone(code: str, pack: Pack) -> bool:
    unit = pack.unit_by_code.get(code)
    return unit is None or unit.retired
