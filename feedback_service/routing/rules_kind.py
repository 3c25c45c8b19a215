"""Which legal kind a text is: the words of the kinds' cues against what the topic usually is. Pure."""

from collections.abc import Iterable, Sequence

from feedback_service.pack.model import Pack, Signal, Topic
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit
from feedback_service.vocabulary import Kind, Visibility

_REPORT = 1.2  # most messages report something: other kinds need a word for it
_USUAL = 0.8  # what a topic's usual kind adds
_MORE_CUES = 0.5  # further cues of one kind say much the same


def decide_kind(hits: Iterable[Hit], topic: Topic | None) -> Kind:
    """The kind with the strongest cues; without any, a report."""
    found: dict[Kind, list[float]] = {Kind.PHAN_ANH: [_REPORT]}
    if topic is not None:
        found.setdefault(topic.kind, []).append(_USUAL)
    for hit in hits:
        if hit.entry.about is About.KIND:
            found.setdefault(Kind(hit.entry.code), []).append(hit.score)
    scores = {kind: max(cues) + _MORE_CUES * (sum(cues) - max(cues)) for kind, cues in found.items()}
    order = list(Kind)
    return min(scores, key=lambda kind: (-scores[kind], order.index(kind)))


def unit_for(kind: Kind, signals: Sequence[Signal], pack: Pack) -> str:
    """The unit that takes this kind whatever its topic (officials denounced: the leaders); "" for none."""
    rule = pack.kind_rule.get(kind)
    if rule is None or (rule.unit_when and rule.unit_when not in {signal.code for signal in signals}):
        return ""
    return rule.unit


def visibility_of(kind: Kind, sealed: bool, pack: Pack) -> Visibility:
    """What the public may learn. A kind that the pack does not know is treated as sealed."""
    rule = pack.kind_rule.get(kind)
    return Visibility.SEALED if sealed or rule is None else rule.visibility
