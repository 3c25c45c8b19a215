"""Several matters in one text: which piece is for which office. Pure; an officer decides.

Each piece is read by the model as if it had come alone. A split is proposed only where the whole sounds like several
matters and both sides speak clearly for different offices. The numbers were found by logistic regression on the corpus'
messages with parts, on pairs of messages put together and on 2,400 ordinary ones, each read by a model that had not
learned from it. There a split is proposed for 1.9 % of the ordinary messages, for 25 % of those with parts as they were
written (without a sign between the parts; many are one story that two offices share), for 34 % with commas between.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from feedback_service.pack.model import Pack
from feedback_service.routing.deciding import Heard, decide
from feedback_service.routing.learned.hits import named_hits
from feedback_service.routing.learned.model import SEVERAL, Model
from feedback_service.routing.learned.reading import Reading, read
from feedback_service.routing.matters_clauses import LIKELY, OPENING, SAID, SURE, WEAK, places_to_cut
from feedback_service.routing.matters_offices import edges_between_offices, two_offices_speak
from feedback_service.routing.proposal import Matter, Proposal
from feedback_service.routing.rules_matching import Hit
from feedback_service.routing.rules_scoring import rank_units, topic_scores
from feedback_service.routing.rules_words import Words

MOST_MATTERS = 4
_LEAST_WORDS = 8
_CLEAR, _SEVERAL, _ENOUGH = 0.67, 0.61, 0.0
_SIGN = {SAID: 1.5, SURE: 0.0, LIKELY: -0.4, OPENING: -0.4, WEAK: -0.65}
_CLEAREST = 3.2  # odds of 25 to 1: what needs more is not looked at
_SIGN_COUNTS = 0.5  # in choosing between places
_FAINTEST = 0.02
_Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Split:
    """Before which word, and how clearly both sides speak for different offices."""

    place: int
    clear: float


def with_matters(proposal: Proposal, text: str, heard: Heard, pack: Pack, model: Model | None) -> Proposal:
    """The proposal with its matters; none where the text seems to be about one."""
    if model is None or heard.reading is None or proposal.spam:
        return proposal
    matters = matters_in(text, heard, pack, model)
    return replace(proposal, matters=matters) if matters else proposal


def matters_in(text: str, heard: Heard, pack: Pack, model: Model) -> tuple[Matter, ...]:
    """In order, without gap or overlap, from the first character to the last; one a unit. Empty for one matter."""
    if heard.reading is None or len(heard.words) <= _LEAST_WORDS:
        return ()
    several = _SEVERAL * heard.reading.flags[SEVERAL]
    loudest = several + _CLEAR * _CLEAREST
    if loudest + _SIGN[SAID] < _ENOUGH or not two_offices_speak(heard, pack):
        return ()
    signs = places_to_cut(text, heard.words)
    if not signs or loudest + max(map(_SIGN.__getitem__, signs.values())) < _ENOUGH:
        return ()
    edges = edges_between_offices(heard, signs, pack)
    reader = _Reader(heard, pack, model, signs)
    edges = _split(reader, edges, several, MOST_MATTERS)
    found = [reader.matter(start, end) for start, end in pairwise(edges)] if len(edges) > 2 else []
    return _whole(_one_a_unit(found), text, heard.words)


def _split(reader: "_Reader", edges: list[int], several: float, most: int) -> list[int]:
    """The edges that stay. Each side of a split is looked at again, as long as there may be more."""
    ends = [edges[0], edges[-1]]
    best = _best(reader, edges) if len(edges) > 2 and most > 1 else None
    if best is None or _CLEAR * best.clear + several + _SIGN[reader.signs[best.place]] < _ENOUGH:
        return ends
    at = edges.index(best.place)
    left = _split(reader, edges[: at + 1], several, most - 1)
    right = _split(reader, edges[at:], several, most + 1 - (len(left) - 1))
    return [*left, *right[1:]]


def _best(reader: "_Reader", edges: Sequence[int]) -> _Split | None:
    """The place whose two sides, piece by piece, say most for two offices; judged by the sides as wholes."""
    pieces = [reader.logs(start, end) for start, end in pairwise(edges)]
    sides = [(_sum(pieces[:at]), _sum(pieces[at:]), edges[at]) for at in range(1, len(pieces))]
    place = max(sides, key=lambda side: _apart(side[0], side[1]) + _SIGN_COUNTS * reader.signs[side[2]])[2]
    at = edges.index(place)
    before = _clearest(reader, (edges[0], place), (edges[at - 1], place))
    after = _clearest(reader, (place, edges[-1]), (place, edges[at + 1]))
    return _Split(place, min(before[0], after[0])) if before[1] != after[1] else None


def _clearest(reader: "_Reader", side: _Cut, beside: _Cut) -> tuple[float, str]:
    """What a side says, as a whole or with its piece beside the cut alone: it may be of several matters itself."""
    read = [reader.shares(*cut) for cut in dict.fromkeys((side, beside))]
    return max((_odds(share), office) for shares in read for office, share in shares.items())


def _apart(before: dict[str, float], after: dict[str, float]) -> float:
    """How much better two different offices explain the sides than one does."""
    one = max(before[name] + after[name] for name in before)
    return max(before[a] + after[b] for a in before for b in after if a != b) - one


def _sum(pieces: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: sum(piece[name] for piece in pieces) for name in pieces[0]}


def _odds(share: float) -> float:
    return log(max(share, 0.01) / (1.01 - share))


class _Reader:
    """Reads pieces of one message, each once."""

    def __init__(self, heard: Heard, pack: Pack, model: Model, signs: Mapping[int, int]) -> None:
        self.heard, self.pack, self.model, self.signs = heard, pack, model, signs
        self._read: dict[_Cut, Reading] = {}

    def shares(self, start: int, end: int) -> dict[str, float]:
        if (start, end) not in self._read:
            self._read[start, end] = self._piece(start, end).reading  # type: ignore[assignment]
        return dict(self._read[start, end].offices)

    def logs(self, start: int, end: int) -> dict[str, float]:
        return {name: log(max(share, _FAINTEST)) for name, share in self.shares(start, end).items()}

    def matter(self, start: int, end: int) -> Matter:
        found = decide(self._piece(start, end), self.pack, self.model, "")
        spans = self.heard.words.spans
        share = found.top[0].share if found.top else 0.0
        return Matter(found.unit, found.topic, found.kind, spans[start][0], spans[end - 1][1], share)

    def _piece(self, start: int, end: int) -> Heard:
        words, hits = _words(self.heard.words, start, end), _hits(self.heard.hits, start, end)
        topics = topic_scores(hits)
        ranked = rank_units(topics, self.pack)
        reading = read(words, named_hits(words, hits, topics, ranked, self.pack), self.model)
        return Heard(words, hits, (), topics, tuple(ranked), reading)


def _words(words: Words, start: int, end: int) -> Words:
    """A piece ends like a message does: with the end of a sentence."""
    close = words.spans[end - 1][1]
    return Words(
        (*words.folded[start:end], "."),
        (*words.marks[start:end], "."),
        (*words.spans[start:end], (close, close)),
        words.accented,
    )


def _hits(hits: Sequence[Hit], start: int, end: int) -> tuple[Hit, ...]:
    found = []
    for hit in hits:
        places = [(a - start, b - start) for a, b in hit.places if start <= a and b <= end]
        if len(places) >= hit.entry.parts:
            found.append(Hit(hit.entry, places, hit.agreement))
    return tuple(found)


def _one_a_unit(matters: Sequence[Matter]) -> list[Matter]:
    """Neighbours of one unit are one matter; a unit that comes again later is no second one."""
    kept: list[Matter] = []
    for matter in matters:
        if any(matter.unit == before.unit for before in kept):
            kept[-1] = replace(kept[-1], end=matter.end)
        else:
            kept.append(matter)
    return kept if len(kept) > 1 else []


def _whole(matters: Sequence[Matter], text: str, words: Words) -> tuple[Matter, ...]:
    """Every character belongs to a matter: what stands between two goes with the one before."""
    starts = [0, *(matter.start for matter in matters[1:])]
    ends = [*starts[1:], len(text)]
    return tuple(
        replace(matter, start=start, end=end)
        for matter, start, end in zip(matters, starts, ends, strict=bool(matters))
    )
