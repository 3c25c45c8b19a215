"""Why, in numbers: how loud the model heard kinds and flags, and what the lexicon alone would have said. Pure."""

from collections.abc import Sequence

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.learned.model import DANGER, SENSITIVE, SEVERAL, SPAM, Model
from feedback_service.routing.learned.reading import Reading
from feedback_service.routing.proposal import FlagHeard, KindScore, UnitScore
from feedback_service.vocabulary import Kind

_LIKELIEST = 3
_FLAGS = (DANGER, SENSITIVE, SPAM, SEVERAL)


def kinds_heard(reading: Reading | None) -> tuple[KindScore, ...]:
    if reading is None:
        return ()
    ordered = sorted(reading.kinds.items(), key=lambda item: (-item[1], item[0]))
    return tuple(KindScore(Kind(kind), round(score, 3)) for kind, score in ordered[:_LIKELIEST])


def flags_heard(reading: Reading | None, model: Model | None) -> tuple[FlagHeard, ...]:
    if reading is None or model is None:
        return ()
    return tuple(_flag(name, reading.flags[name], model) for name in _FLAGS if name in reading.flags)


def _flag(name: str, score: float, model: Model) -> FlagHeard:
    up_from = model.settings[f"{name}_from"]
    return FlagHeard(name, round(score, 3), round(up_from, 3), score >= up_from)


def lexicon_share(ranked: Sequence[UnitScore], unit: str, pack: Pack) -> float:
    """The part of all evidence that the lexicon alone has for this unit's office."""
    office = counted_office(unit, pack)
    found = sum(one.share for one in ranked if counted_office(one.unit, pack) == office)
    return round(min(found, 1.0), 3)
