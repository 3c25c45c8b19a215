"""What the lexicon found, as named numbers for the model. Pure."""

from collections.abc import Sequence

from feedback_service.pack.model import OUTSIDE as OUTSIDE
from feedback_service.pack.model import Pack
from feedback_service.routing.proposal import UnitScore
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit
from feedback_service.routing.rules_words import Words

_MOST = 6.0  # what is said very often is not truer


def counted_office(code: str, pack: Pack) -> str:
    """The office that a unit counts as: its parent, or itself; bodies outside are one."""
    return pack.office_by_unit.get(code, code)


def named_hits(
    words: Words, hits: Sequence[Hit], topics: dict[str, float], ranked: Sequence[UnitScore], pack: Pack
) -> dict[str, float]:
    """`topics` and `ranked` as rules_scoring makes them. Values between 0 and about 2."""
    named = {f"topic:{code}": min(score, _MOST) / 3 for code, score in topics.items()}
    for found in ranked:
        name = f"office:{counted_office(found.unit, pack)}"
        named[name] = max(named.get(name, 0.0), min(found.score, _MOST) / 3)
    if ranked:
        named[f"first:{counted_office(ranked[0].unit, pack)}"] = min(ranked[0].score, 4.0) / 4
    for hit in hits:
        if hit.entry.about in (About.KIND, About.SIGNAL):
            name = f"{hit.entry.about.value}:{hit.entry.code}"
            named[name] = min(named.get(name, 0.0) + hit.score / 3, 2.0)
    named["asks"] = float("?" in words.folded)
    named["asks_last"] = float(words.folded[-1] == "?")
    named["short"] = 1.0 / max(len(words) - 1, 1)
    named["nothing_known"] = float(not topics)
    return named
