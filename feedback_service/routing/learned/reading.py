"""What the model makes of a message: the offices with what is said for them, kinds, flags, topics. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from feedback_service.routing.learned.features import Floats
from feedback_service.routing.learned.model import (
    FLAGS,
    KINDS,
    OFFICES,
    TOPICS,
    Model,
    heard,
    scores,
)
from feedback_service.routing.rules_words import Words


@dataclass(frozen=True, slots=True)
class Reading:
    """`offices` best first, with their part of all that speaks, adding up to 1. The others are raw scores."""

    offices: tuple[tuple[str, float], ...]
    kinds: Mapping[str, float]
    flags: Mapping[str, float]
    topics: Mapping[str, float]
    confidence: float  # how often a reading like this one is right
    numbers: Floats  # the message as the model hears it, for asking why


def read(words: Words, named: Mapping[str, float], model: Model) -> Reading:
    numbers = heard(words, named, model)
    found = scores(numbers, model)
    offices = shares(found[OFFICES], model.settings["sharpness"])
    return Reading(
        offices=offices,
        kinds=found[KINDS],
        flags=found[FLAGS],
        topics=found[TOPICS],
        confidence=confidence(offices, first_of(named), model.settings),
        numbers=numbers,
    )


def shares(found: Mapping[str, float], sharpness: float) -> tuple[tuple[str, float], ...]:
    most = max(found.values())
    grown = {name: exp(sharpness * (score - most)) for name, score in found.items()}
    whole = sum(grown.values())
    parts = ((name, part / whole) for name, part in grown.items())
    return tuple(sorted(parts, key=lambda item: (-item[1], item[0])))


def first_of(named: Mapping[str, float]) -> str:
    """The office that the lexicon alone puts first, "" if it knows nothing."""
    return next((name.removeprefix("first:") for name in named if name.startswith("first:")), "")


def doubts(offices: tuple[tuple[str, float], ...], lexicon: str) -> tuple[float, float, float, float]:
    """What confidence is judged by: one for the base, the odds of the first, its lead, whether the lexicon agrees."""
    first, second = offices[0][1], offices[1][1]
    agrees = 0.0 if not lexicon else 1.0 if lexicon == offices[0][0] else -1.0
    return 1.0, _odds(first), log(first / max(second, 1e-6)), agrees


def _odds(share: float) -> float:
    kept = min(max(share, 1e-4), 1 - 1e-4)
    return log(kept / (1 - kept))


SURENESS = ("sure_base", "sure_odds", "sure_lead", "sure_agrees")


def confidence(offices: tuple[tuple[str, float], ...], lexicon: str, settings: Mapping[str, float]) -> float:
    said = sum(settings[name] * doubt for name, doubt in zip(SURENESS, doubts(offices, lexicon), strict=True))
    return round(1 / (1 + exp(-said)), 3)
