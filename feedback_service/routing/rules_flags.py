"""Flags beside the kind: danger now, sensitive, spam. Pure; which words raise them stands in the pack."""

from collections.abc import Sequence

from feedback_service.pack.model import Pack, Signal
from feedback_service.routing.proposal import Danger
from feedback_service.routing.rules_lexicon import About, Lexicon
from feedback_service.routing.rules_matching import Hit

DANGER, SENSITIVE, SPAM = "danger", "sensitive", "spam"
_RAISED = 2.0  # a clear phrase alone, or several weak ones together


def raised_signals(hits: Sequence[Hit], lexicon: Lexicon, pack: Pack) -> tuple[Signal, ...]:
    """The pack's signals whose words are there: enough of `any_of` and all of `all_of`."""
    present = {hit.entry.number for hit in hits}
    weights: dict[str, float] = {}
    for hit in hits:
        if hit.entry.about is About.SIGNAL:
            weights[hit.entry.code] = weights.get(hit.entry.code, 0.0) + hit.score
    return tuple(
        signal
        for signal in pack.signals
        if weights.get(signal.code, 0.0) >= _RAISED
        and all(lexicon.context(phrase) in present for phrase in signal.all_of)
    )


def dangers_of(signals: Sequence[Signal]) -> tuple[Danger, ...]:
    return tuple(Danger(signal.code, signal.numbers) for signal in signals if signal.flag == DANGER)


def numbers_of(signals: Sequence[Signal]) -> tuple[str, ...]:
    """Emergency numbers to show first, each once, in the pack's order of signals."""
    numbers = [number for signal in signals if signal.flag != SPAM for number in signal.numbers]
    return tuple(dict.fromkeys(numbers))


def flagged(signals: Sequence[Signal], flag: str) -> bool:
    return any(signal.flag == flag for signal in signals)
