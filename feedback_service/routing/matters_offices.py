"""Which pieces of a text the lexicon gives to different offices: only between those is the model asked. Pure.

Cheap on purpose: most texts are about one matter, and the whole proposal has two milliseconds.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from feedback_service.pack.model import Pack
from feedback_service.routing.deciding import Heard
from feedback_service.routing.learned.hits import counted_office
from feedback_service.routing.matters_clauses import WEAK
from feedback_service.routing.rules_lexicon import About

_CLEAR = 2.0  # what the lexicon must have for a second office anywhere in the text


def edges_between_offices(heard: Heard, signs: Mapping[int, int], pack: Pack) -> list[int]:
    """The places that part pieces of different offices, with both ends of the text; only the ends where there are
    none."""
    ends = [0, len(heard.words) - 1]
    offices = _offices(heard, pack)
    edges = [0, *(place for place, sign in signs.items() if sign > WEAK or not _tears(place, heard)), ends[1]]
    best = _best_of_each(heard, offices, edges)
    kept, office, free = [0], best[0], 0
    for at, found in enumerate(best[1:], start=1):
        free = free if free and not best[at - 1] else at
        if not found:
            continue
        if office and found != office:
            kept.append(max(edges[free : at + 1], key=lambda edge: (signs[edge], edge)))
        office = found
    return [*kept, ends[1]]


def _tears(place: int, heard: Heard) -> bool:
    """Whether a known phrase stands across the place."""
    return any(start < place < end for hit in heard.hits for start, end in hit.places)


def two_offices_speak(heard: Heard, pack: Pack) -> bool:
    """Whether the lexicon has clear words for two offices anywhere in the text."""
    offices = _offices(heard, pack)
    return len({offices[code] for code, score in heard.topics.items() if score >= _CLEAR}) > 1


def _offices(heard: Heard, pack: Pack) -> dict[str, str]:
    return {code: counted_office(pack.topic_by_code[code].unit, pack) for code in heard.topics}


def _best_of_each(heard: Heard, offices: Mapping[str, str], edges: Sequence[int]) -> list[str]:
    """Of each piece the office with the strongest phrase in it, "" for none."""
    best: list[tuple[float, str]] = [(0.0, "")] * (len(edges) - 1)
    pieces = list(pairwise(edges))
    for hit in heard.hits:
        if hit.entry.about is About.TOPIC:
            for at, (start, end) in enumerate(pieces):
                inside = sum(start <= place[0] and place[1] <= end for place in hit.places)
                if inside >= hit.entry.parts:
                    best[at] = max(best[at], (hit.score, offices[hit.entry.code]))
    return [office for _, office in best]
