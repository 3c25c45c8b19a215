"""From phrases found to units, a topic and an honest confidence. Pure."""

from collections.abc import Iterable
from math import exp

from feedback_service.pack.model import Pack, Topic
from feedback_service.routing.proposal import UnitScore
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit

_SECOND_TOPIC = 0.4  # what a unit's further topics add to its best one
_SUPPORT = 0.12  # what a topic gives to the units that help with it
_OTHER_PHRASES = 0.6  # further phrases of one topic say much the same as its best one

# confidence = 1 / (1 + exp(-(base + lead * (first - second)))), fitted by logistic regression on 100 messages that
# the lexicon had not been written from (docs/routing.md): 0.98 right above 0.88, 0.95 above 0.81, 0.91 above 0.73.
_BASE, _LEAD = -0.45, 0.88


def topic_scores(hits: Iterable[Hit]) -> dict[str, float]:
    """What speaks for each topic: its best phrase in full, the others in part."""
    found: dict[str, list[float]] = {}
    for hit in hits:
        if hit.entry.about is About.TOPIC:
            found.setdefault(hit.entry.code, []).append(hit.score)
    return {
        code: max(scores) + _OTHER_PHRASES * (sum(scores) - max(scores)) for code, scores in found.items()
    }


def rank_units(scores: dict[str, float], pack: Pack) -> list[UnitScore]:
    """Units by evidence, best first. Units under one parent speak together; the best topic names the unit."""
    by_office: dict[str, list[tuple[float, Topic]]] = {}
    for code, score in scores.items():
        topic = pack.topic_by_code[code]
        by_office.setdefault(office(topic.unit, pack), []).append((score, topic))
    totals = {name: _together(topics) for name, topics in by_office.items()}
    for code, score in scores.items():
        for helper in pack.topic_by_code[code].supports:
            name = office(helper, pack)
            totals[name] = totals.get(name, 0.0) + _SUPPORT * score
    whole = sum(totals.values()) or 1.0
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return [_unit_score(name, total, total / whole, by_office.get(name, [])) for name, total in ranked]


def office(unit: str, pack: Pack) -> str:
    """The unit that this one counts as: its parent, or itself."""
    known = pack.unit_by_code.get(unit)
    return known.parent if known is not None and known.parent else unit


def _together(topics: list[tuple[float, Topic]]) -> float:
    best = max(score for score, _ in topics)
    return best + _SECOND_TOPIC * (sum(score for score, _ in topics) - best)


def _unit_score(name: str, total: float, share: float, topics: list[tuple[float, Topic]]) -> UnitScore:
    best = min(topics, key=lambda item: (-item[0], item[1].code))[1] if topics else None
    unit, topic = (best.unit, best.code) if best else (name, "")
    return UnitScore(unit, topic, round(total, 3), round(share, 3))


def confidence(ranked: list[UnitScore]) -> float:
    """How often the first unit is right, given its lead over the second and how much was found at all."""
    if not ranked:
        return 0.0
    first = ranked[0].score
    second = ranked[1].score if len(ranked) > 1 else 0.0
    return round(1 / (1 + exp(-(_BASE + _LEAD * (first - second)))), 3)
