"""The seam of routing: `propose` takes a text and a pack and says what it thinks, and why. Pure.

The first version is a lexicon: the pack's weighted phrases against the folded text. Whatever comes beside it
later (a trained model) answers with the same `Proposal`.
"""

from collections.abc import Sequence

from feedback_service.pack.model import Pack, Signal
from feedback_service.routing.proposal import ENGINE, Proposal, Reason, UnitScore
from feedback_service.routing.rules_flags import (
    DANGER,
    SENSITIVE,
    SPAM,
    dangers_of,
    flagged,
    numbers_of,
    raised_signals,
)
from feedback_service.routing.rules_kind import decide_kind, unit_for, visibility_of
from feedback_service.routing.rules_lexicon import About, lexicon_of
from feedback_service.routing.rules_matching import Hit, find_hits
from feedback_service.routing.rules_scoring import confidence, rank_units, topic_scores
from feedback_service.routing.rules_syllables import is_mashed
from feedback_service.routing.rules_words import Words, split_words
from feedback_service.vocabulary import Kind, Visibility

_BEST = 3
_MOST_REASONS = 40


def propose(text: str, pack: Pack, area: str = "") -> Proposal:
    """What kind, unit and topic `text` is about, with flags and reasons. Takes any text; never fails on one.

    `area` is the code of the place that the sender chose, "" if none.
    """
    lexicon = lexicon_of(pack)
    words = split_words(text, lexicon.abbreviations)
    hits = find_hits(words, lexicon)
    signals = raised_signals(hits, lexicon, pack)
    ranked = rank_units(topic_scores(hits), pack)
    return _proposal(words, hits, signals, ranked, pack, area)


def _proposal(
    words: Words, hits: list[Hit], signals: tuple[Signal, ...], ranked: list[UnitScore], pack: Pack, area: str
) -> Proposal:
    topic = pack.topic_by_code.get(ranked[0].topic) if ranked else None
    danger = flagged(signals, DANGER)
    spam = not danger and (flagged(signals, SPAM) or _says_nothing(words, hits))
    kind = Kind.SPAM if spam else decide_kind(hits, topic)
    taken = unit_for(kind, signals, pack)
    sealed = any(signal.seals for signal in signals) or (topic is not None and topic.sensitive)
    visibility = visibility_of(kind, sealed, pack)
    sure = 0.0 if spam else confidence(ranked)
    return Proposal(
        kind=kind,
        unit=taken or (topic.unit if topic else pack.commune.triage_unit),
        topic=topic.code if topic else "",
        confidence=sure,
        confident=sure >= pack.triage_threshold,
        danger=danger,
        dangers=dangers_of(signals),
        numbers=numbers_of(signals),
        sensitive=visibility is Visibility.SEALED or flagged(signals, SENSITIVE),
        spam=spam,
        visibility=visibility,
        areas=(area,) if area else _areas(hits),
        top=tuple(ranked[:_BEST]),
        reasons=_reasons(hits, words),
        version=f"{ENGINE}/pack-{pack.version}",
    )


def _says_nothing(words: Words, hits: Sequence[Hit]) -> bool:
    """No letter and no figure at all, or only letters struck at random."""
    if not any(map(str.isalnum, words.folded)):
        return True
    return is_mashed(words.folded) and not any(hit.entry.about is not About.CONTEXT for hit in hits)


def _areas(hits: Sequence[Hit]) -> tuple[str, ...]:
    """Areas named in the text. A longer name hides a shorter one on the same words; equal names all stay."""
    named = [(hit, place) for hit in hits if hit.entry.about is About.AREA for place in hit.places]
    longest = [
        hit.entry.code
        for hit, (start, end) in named
        if not any(a <= start and end <= b and b - a > end - start for _, (a, b) in named)
    ]
    return tuple(dict.fromkeys(longest))


def _reasons(hits: Sequence[Hit], words: Words) -> tuple[Reason, ...]:
    """The phrases that counted, strongest first, marked in the text as sent."""
    counted = [hit for hit in hits if hit.entry.about is not About.CONTEXT and hit.score > 0]
    counted.sort(key=lambda hit: (-hit.score, hit.entry.rule))
    return tuple(
        Reason(hit.entry.rule, hit.entry.phrase, _spans(hit, words), round(hit.score, 3))
        for hit in counted[:_MOST_REASONS]
    )


def _spans(hit: Hit, words: Words) -> tuple[tuple[int, int], ...]:
    spans = {(words.spans[start][0], words.spans[end - 1][1]) for start, end in hit.places}
    return tuple(sorted(spans))
