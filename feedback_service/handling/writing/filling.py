"""An answer to begin with: those of the pack that fit the case, their fields filled in. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from feedback_service.pack.model import AnswerTemplate, Pack
from feedback_service.pack.model_answers import FIELDS
from feedback_service.vocabulary import Kind

UNFILLED = re.compile(r"\{([^{}\n]{1,80})\}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A template as this case would have it. `fits`: made for its topic or kind, so that it stands first."""

    code: str
    name: str
    text: str
    fits: bool


def offers(pack: Pack, topic: str, kind: Kind, values: Mapping[str, str]) -> tuple[Offer, ...]:
    """Made for the topic first, then for the kind, then for anything, then the others: an officer knows better."""
    ranked = sorted(pack.answers, key=lambda one: _rank(one, topic, kind))
    return tuple(
        Offer(one.code, one.name, fill(one.text, values), _rank(one, topic, kind) < _OTHERS) for one in ranked
    )


def fill(text: str, values: Mapping[str, str]) -> str:
    """What is not known stays in braces, by its name in words, for the officer to fill in."""
    return UNFILLED.sub(lambda found: _value(found[1], values), text.strip())


def unfilled(text: str) -> tuple[str, ...]:
    """The names of the fields that still stand in braces, each once, in the order of the text."""
    return tuple(dict.fromkeys(found.strip() for found in _found(text)))


_OTHERS = 3


def _rank(template: AnswerTemplate, topic: str, kind: Kind) -> int:
    if topic and topic in template.topics and (not template.kinds or kind in template.kinds):
        return 0
    if kind in template.kinds:
        return 1
    return _OTHERS if template.topics or template.kinds else 2


def _value(name: str, values: Mapping[str, str]) -> str:
    return values.get(name) or "{" + FIELDS.get(name, name) + "}"


def _found(text: str) -> Iterator[str]:
    return (found[1] for found in UNFILLED.finditer(text))
