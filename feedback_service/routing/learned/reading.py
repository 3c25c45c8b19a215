"""What the model makes of a message: the offices with what is said for them, kinds, flags, topics. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from feedback_service.routing.learned.model import (
    FLAGS,
    KINDS,
    OFFICES,
    TOPICS,
    Model,
    ready,
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


def read(words: Words, named: Mapping[str, float], model: Model) -> Reading:
    asked = ready(words, named, model)
    offices = shares(scores(asked, model.heads[OFFICES]), model.settings["sharpness"])
    return Reading(
        offices=offices,
        kinds=scores(asked, model.heads[KINDS]),
        flags=scores(asked, model.heads[FLAGS]),
        topics=scores(asked, model.heads[TOPICS]),
        confidence=confidence(offices, first_of(named), model.settings),
    )


def shares(found: Mapping[str, float], sharpness: float) -> tuple[tuple[str, float], ...]:
    most = max(found.values())
    grown = {name: exp(sharpness * (score - most)) for name, score in found.items()}
    whole = sum(grown.values())
    return tuple(
        sorted(((name, part / whole) for name, part in grown.items()), key=lambda item: (-item[1], item[0]))
    )


def first_of(named: Mapping[str, float]) -> str:
    """The office that the lexicon alone puts first, "" if it knows nothing."""
    return next((name.removeprefix("first:") for name in named if name.startswith("first:")), "")


def doubts(offices: tuple[tuple[str, float], ...], lexicon: str) -> tuple[float, float, float]:
    """What confidence is judged by: the odds of the first, its lead over the second, whether the lexicon agrees."""
    first, second = offices[0][1], offices[1][1]
    agrees = 0.0 if not lexicon else 1.0 if lexicon == offices[0][0] else -1.0
    return _odds(first), log(first / max(second, 1e-6)), agrees


def _odds(share: float) -> float:
    kept = min(max(share, 1e-4), 1 - 1e-4)
    return log(kept / (1 - kept))


def confidence(offices: tuple[tuple[str, float], ...], lexicon: str, settings: Mapping[str, float]) -> float:
    odds, lead, agrees = doubts(offices, lexicon)
    said = (
        settings["sure_base"]
        + settings["sure_odds"] * odds
        + settings["sure_lead"] * lead
        + settings["sure_agrees"] * agrees
    )
    return round(1 / (1 + exp(-said)), 3)
