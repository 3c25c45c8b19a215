"""What a proposal rests on, line by line, for officers and auditors. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """`rule`: where it stands, "topic:duong-thon#3" in the commune's rules, "model:KT" learned. `words`: as written."""

    rule: str
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Heard:
    """A flag as the model heard it, and from where on it is up."""

    flag: str
    score: float
    up_from: float
    up: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """`lexicon_percent`: what the rules alone give to the unit; `model` "" where they spoke alone."""

    lines: Sequence[Ground]
    more: int  # lines beyond
    flags: Sequence[Heard]
    kinds: Sequence[tuple[str, float]]
    version: str
    model: str
    lexicon_percent: int


def grounds_of(proposal: Mapping[str, Any], text: str) -> Grounds:
    """Reads also what an older version stored, which said less."""
    reasons = proposal["reasons"]
    return Grounds(
        lines=[
            Ground(reason["rule"], _words(reason["spans"], text), reason["score"])
            for reason in reasons[:_MOST_LINES]
        ],
        more=max(0, len(reasons) - _MOST_LINES),
        flags=[
            Heard(one["flag"], one["score"], one["up_from"], one["up"]) for one in proposal.get("flags", ())
        ],
        kinds=[(one["kind"], one["score"]) for one in proposal.get("kinds", ())],
        version=proposal.get("version", ""),
        model=proposal.get("model", ""),
        lexicon_percent=round(100 * proposal.get("lexicon_share", 0.0)),
    )


def _words(spans: Sequence[Sequence[int]], text: str) -> tuple[str, ...]:
    found = (" ".join(text[start:end].split()) for start, end in spans)
    return tuple(dict.fromkeys(words for words in found if words))
