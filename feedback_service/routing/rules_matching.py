"""Which phrases of the lexicon stand in a text. Pure; one pass over the words.

A phrase takes its words: inside `đèn đường` the word `đường` alone no longer counts. Accents decide where the
writer typed them: `sổ đỏ` is not `số đo`; a text without any accents takes every reading.
"""

import logging
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from feedback_service.routing.rules_lexicon import About, Entry, Form, Joined, Lexicon, Node
from feedback_service.routing.rules_syllables import is_an_unusual_reading
from feedback_service.routing.rules_words import Words, has_accents

_NEAR = 8  # words between the parts of one phrase, at most
_MOST_PLACES = 12  # places kept for one phrase; what is said a hundred times is not truer
_MOST_TIMES = 30  # times that one phrase is looked at; keeps 20,000 characters of the same words cheap
_MOSTLY_ACCENTED = 0.45  # Vietnamese typed with accents carries them on about three words of four

_ONE_SYLLABLE = 0.8  # a word typed without accents may be one of several (`chay`: cháy, chạy, chay)

_UNUSUAL, _UNUSUAL_IN_PHRASE = 0.6, 0.25  # without accents, where the letters are usually an everyday word

Place = tuple[int, int]

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Hit:
    """A phrase that was found: where (positions of words, half-open) and how well its accents agree, 0..1."""

    entry: Entry
    places: list[Place] = field(default_factory=list)
    agreement: float = 0.0

    @property
    def score(self) -> float:
        return self.entry.score * self.agreement


@dataclass(slots=True)
class _Raw:
    """A form that stands at a place, its accents not looked at yet."""

    form: Form
    place: Place


_Met = dict[Node, list[Place]]  # where parts of phrases of several parts stand


def find_hits(words: Words, lexicon: Lexicon) -> list[Hit]:
    """All phrases of the lexicon in the text, each once, false friends taken out."""
    raw, met = _walk(words, lexicon.root)
    hits = _whole(raw, words, lexicon.broken)
    for joined in _complete(met):
        _try_join(hits, joined, met, words, lexicon.broken)
    return [hit for hit in hits.values() if not any(other in hits for other in hit.entry.without)]


def _walk(words: Words, root: Node) -> tuple[list[_Raw], _Met]:
    raw: list[_Raw] = []
    met: _Met = {}
    seen: dict[Node, int] = {}
    for start in range(len(words)):
        node, end = root.after.get(words.folded[start]), start + 1
        while node is not None:
            if (node.forms or node.parts) and seen.setdefault(node, 0) < _MOST_TIMES:
                seen[node] += 1
                place = (start, end)
                raw.extend([_Raw(form, place) for form in node.forms])
                if node.parts:
                    met.setdefault(node, []).append(place)
            node = node.after.get(words.folded[end]) if end < len(words) else None
            end += 1
    return raw, met


def _complete(met: _Met) -> list[Joined]:
    """The phrases of several parts of which every part was met, in the order of the pack."""
    asked = {number: joined for node in met for number, joined in node.joined.items()}
    found = [
        joined
        for joined in asked.values()
        if all(any(node in met for node, _ in part) for part in joined.parts)
    ]
    return sorted(found, key=lambda joined: joined.entry.number)


def _agreement(words: Words, start: int, form: Form) -> float:
    """1 when no word speaks against the phrase by its accents, down to 0."""
    typed = words.marks[start : start + len(form.marks)]
    if typed == form.marks:
        return 1.0
    if form.entry.accents:
        return 0.0
    if not any(map(has_accents, form.marks)):
        return 1.0
    letters = words.folded[start : start + len(form.marks)]
    pairs = zip(letters, form.marks, typed, strict=True)
    unusual = _UNUSUAL if len(typed) == 1 else _UNUSUAL_IN_PHRASE
    return _worth([_doubt(letter, mine, theirs, words.accented, unusual) for letter, mine, theirs in pairs])


def _doubt(letters: str, mine: str, theirs: str, accented: float, unusual: float) -> float:
    """How much the word as typed speaks against the pack's word, 0..1. Many type few accents, or wrong."""
    careful = accented >= _MOSTLY_ACCENTED
    if mine == theirs:
        return 0.0
    if has_accents(theirs):
        return 1.0 if careful else 0.7
    if careful:
        return 0.8
    return unusual if is_an_unusual_reading(letters, mine) else 0.0


def _worth(doubts: list[float]) -> float:
    """A phrase stands doubt about some of its words; a single word that could be another one does not."""
    doubt = sum(doubts) / len(doubts)
    if len(doubts) == 1:
        return _ONE_SYLLABLE if not doubt else max(0.0, 1.0 - 1.3 * doubt)
    return max(0.0, 1.0 - 1.2 * doubt)


def _whole(raw: list[_Raw], words: Words, broken: dict[str, str]) -> dict[int, Hit]:
    """Hits by number of entry, of phrases of one part.

    A rule that raises is put into `broken` and no longer looked at: the message is routed without it.
    """
    hits: dict[int, Hit] = {}
    tried = [(found, _tried(words, found, broken)) for found in raw]
    for found, agreement in _without_swallowed(
        [(one, agreement) for one, agreement in tried if agreement > 0]
    ):
        _keep(hits, found.form.entry, [found.place], agreement)
    return hits


def _tried(words: Words, found: _Raw, broken: dict[str, str]) -> float:
    """The agreement; 0 where the rule is broken."""
    rule = found.form.entry.rule
    if rule in broken:
        return 0.0
    try:
        return _agreement(words, found.place[0], found.form)
    except Exception as error:
        logger.exception("rule_broken", extra={"rule": rule})
        broken[rule] = type(error).__name__
        return 0.0


def _try_join(hits: dict[int, Hit], joined: Joined, met: _Met, words: Words, broken: dict[str, str]) -> None:
    rule = joined.entry.rule
    if rule in broken:
        return
    try:
        _join(hits, joined, met, words)
    except Exception as error:
        logger.exception("rule_broken", extra={"rule": rule})
        broken[rule] = type(error).__name__


def _keep(hits: dict[int, Hit], entry: Entry, places: list[Place], agreement: float) -> None:
    hit = hits.setdefault(entry.number, Hit(entry))
    hit.agreement = max(hit.agreement, agreement)
    if len(hit.places) < _MOST_PLACES:
        hit.places.extend(places)


def _without_swallowed(found: list[tuple[_Raw, float]]) -> Iterable[tuple[_Raw, float]]:
    """Without the topic phrases that lie inside a longer one. Cues, signals and contexts always count."""
    reach: dict[int, int] = {}
    for raw, _ in found:
        if _takes_words(raw.form):
            start, end = raw.place
            reach[start] = max(reach.get(start, 0), end)
    return [
        (raw, agreement)
        for raw, agreement in found
        if not _takes_words(raw.form) or not _inside(raw.place, reach)
    ]


def _takes_words(form: Form) -> bool:
    return form.entry.about is About.TOPIC


def _inside(place: Place, reach: dict[int, int]) -> bool:
    start, end = place
    if reach.get(start, 0) > end:
        return True
    return any(reach.get(before, 0) >= end for before in range(max(0, start - 6), start))


def _join(hits: dict[int, Hit], joined: Joined, met: _Met, words: Words) -> None:
    """Puts a phrase of several parts together around each place of its first part."""
    first, *rest = [_places(part, met, words) for part in joined.parts]
    for place, agreement in first[:_MOST_PLACES]:
        others = [_nearest(place, candidates) for candidates in rest]
        near = [other for other in others if other is not None]
        if len(near) == len(others):
            places = [place, *(other for other, _ in near)]
            _keep(hits, joined.entry, places, min([agreement, *(other for _, other in near)]))


def _places(part: list[tuple[Node, Form]], met: _Met, words: Words) -> list[tuple[Place, float]]:
    """Where one part stands, in order, with the agreement of its accents; places that disagree left out."""
    found = {place: _agreement(words, place[0], form) for node, form in part for place in met.get(node, ())}
    return sorted((place, agreement) for place, agreement in found.items() if agreement > 0)


def _nearest(place: Place, candidates: list[tuple[Place, float]]) -> tuple[Place, float] | None:
    """The candidate nearest to `place` that does not overlap it, at most eight words away."""
    at = bisect_left(candidates, (place, 0.0))
    around = candidates[max(0, at - 3) : at + 3]
    apart = [
        (max(other[0] - place[1], place[0] - other[1]), (other, agreement)) for other, agreement in around
    ]
    near = [(distance, found) for distance, found in apart if 0 <= distance <= _NEAR]
    return min(near)[1] if near else None
