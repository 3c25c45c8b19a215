"""Why: the phrases and words that decided, marked in the text as sent. Pure."""

from collections.abc import Sequence

from feedback_service.routing.learned.model import OFFICES, Model, telling_words
from feedback_service.routing.learned.reading import Reading
from feedback_service.routing.proposal import Reason
from feedback_service.routing.rules_lexicon import About
from feedback_service.routing.rules_matching import Hit
from feedback_service.routing.rules_syllables import may_be_everyday
from feedback_service.routing.rules_words import Words

_MOST_REASONS = 40
_MOST_LEARNED = 5
_TELLING = 0.4  # what a word must add to an office beyond the others to be called a reason


def reasons_of(
    hits: Sequence[Hit], words: Words, office: str, reading: Reading | None, model: Model | None
) -> tuple[Reason, ...]:
    """The lexicon's phrases, strongest first, then the words that the model learned to go with this office."""
    counted = [hit for hit in hits if hit.entry.about is not About.CONTEXT and hit.score > 0]
    counted.sort(key=lambda hit: (-hit.score, hit.entry.rule))
    found = [
        Reason(hit.entry.rule, hit.entry.phrase, _spans(hit, words), round(hit.score, 3))
        for hit in counted[:_MOST_REASONS]
    ]
    return (*found, *(_learned(words, office, reading, model) if model and reading else ()))


def _learned(words: Words, office: str, reading: Reading, model: Model) -> list[Reason]:
    if office not in model.labels[OFFICES]:
        return []
    telling = sorted(telling_words(words, office, reading.numbers, model), reverse=True)
    places: dict[str, list[int]] = {}
    score: dict[str, float] = {}
    for value, place in telling:
        word = words.folded[place]
        if may_be_everyday(word, words.marks[place]):
            continue  # "tuần", "nữa" tip a balance; nobody would call them a reason
        if value >= _TELLING and word.isalpha() and (word in places or len(places) < _MOST_LEARNED):
            places.setdefault(word, []).append(place)
            score.setdefault(word, value)
    return [
        Reason(
            f"model:{office}",
            word,
            tuple(sorted({words.spans[place] for place in at})),
            round(score[word], 3),
        )
        for word, at in places.items()
    ]


def _spans(hit: Hit, words: Words) -> tuple[tuple[int, int], ...]:
    spans = {(words.spans[start][0], words.spans[end - 1][1]) for start, end in hit.places}
    return tuple(sorted(spans))
