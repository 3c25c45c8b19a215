"""Which legal kind a text is: the words of the kinds' cues against what the topic usually is. Pure."""

from collections.abc import Iterable

from feedback_service.pack.model import KindRule, Pack, Topic
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit
from feedback_service.vocabulary import Kind, Visibility

_USUAL = 0.9  # what a topic's usual kind weighs against cues: less than one clear word


def decide_kind(hits: Iterable[Hit], topic: Topic | None) -> Kind:
    """The kind with the strongest cues; without any, the topic's usual kind, else a report."""
    scores: dict[Kind, float] = {topic.kind if topic else Kind.PHAN_ANH: _USUAL}
    for hit in hits:
        if hit.entry.about is About.KIND:
            kind = Kind(hit.entry.code)
            scores[kind] = scores.get(kind, 0.0) + hit.score
    order = list(Kind)
    return min(scores, key=lambda kind: (-scores[kind], order.index(kind)))


def unit_for(kind: Kind, topic: Topic | None, pack: Pack) -> str:
    """The unit that takes this kind whatever its topic (denunciations: the leaders); "" for the topic's own.

    A denounced crime stays with the topic's unit: the police take it in, by BLTTHS Đ145-146.
    """
    rule = _rule(kind, pack)
    crime = topic is not None and topic.kind is Kind.TO_GIAC
    return "" if rule is None or crime else rule.unit


def visibility_of(kind: Kind, sealed: bool, pack: Pack) -> Visibility:
    """What the public may learn. A kind that the pack does not know is treated as sealed."""
    rule = _rule(kind, pack)
    return Visibility.SEALED if sealed or rule is None else rule.visibility


def _rule(kind: Kind, pack: Pack) -> KindRule | None:
    return pack.kind_rule.get(kind)
