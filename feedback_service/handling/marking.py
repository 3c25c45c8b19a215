"""The citizen's text cut at the words that decided, so that a page can mark them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from feedback_service.handling.grounds import Grounds, grounds_of


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """A unit that may be right, with the topic for which it would be, and what it has of all evidence."""

    unit: str
    topic: str
    percent: int


@dataclass(frozen=True, slots=True)
class ProposalWords:
    """What routing proposed, as kept with the case's first event. `percent` is its confidence."""

    unit: str
    kind: str
    topic: str
    confident: bool
    percent: int
    words: tuple[str, ...]  # as the citizen wrote them, each once
    pieces: tuple[Piece, ...]
    others: tuple[str, ...]  # units that may be right as well, best first
    numbers: tuple[str, ...]  # emergency numbers to call before anything else
    best: tuple[Guess, ...]  # the three best, `unit` among them as a rule
    areas: tuple[str, ...]
    grounds: Grounds

    @property
    def quoted(self) -> str:
        return ", ".join(f"“{word}”" for word in self.words)


_MOST_WORDS = 4
_MOST_LOOKED_AT = 12


def read_proposal(details: Mapping[str, Any], text: str) -> ProposalWords | None:
    """`details`: those of the event "received". None where routing had no part."""
    proposal = details.get("proposal")
    if not proposal:
        return None
    return ProposalWords(
        unit=proposal["unit"],
        kind=proposal["kind"],
        topic=proposal["topic"],
        confident=bool(proposal["confident"]),
        percent=round(100 * proposal["confidence"]),
        words=deciding_words(proposal, text),
        pieces=pieces_of(text, _deciding_spans(proposal)),
        numbers=tuple(proposal["numbers"]),
        others=tuple(best["unit"] for best in proposal["top"] if best["unit"] != proposal["unit"]),
        best=tuple(Guess(one["unit"], one["topic"], round(100 * one["share"])) for one in proposal["top"]),
        areas=tuple(proposal["areas"]),
        grounds=grounds_of(proposal, text),
    )


def deciding_words(proposal: Mapping[str, Any], text: str) -> tuple[str, ...]:
    """The strongest first, each once, as they stand in the citizen's text. A word inside a phrase says nothing new."""
    found = (" ".join(text[start:end].split()).casefold() for start, end in _deciding_spans(proposal))
    words = [word for word in dict.fromkeys(found) if word][:_MOST_LOOKED_AT]
    alone = [
        word for word in words if not any(f" {word} " in f" {other} " for other in words if other != word)
    ]
    return tuple(alone[:_MOST_WORDS])


def _deciding_spans(proposal: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Where the words of the chosen topic and of dangers stand; then what the model learned to go with the unit."""
    topic = f"topic:{proposal['topic']}#" if proposal["topic"] else "topic:"
    by_rule = [reason for reason in proposal["reasons"] if reason["rule"].startswith((topic, "signal:"))]
    learned = [reason for reason in proposal["reasons"] if reason["rule"].startswith("model:")]
    return [(span[0], span[1]) for reason in (*by_rule, *learned) for span in reason["spans"]]


def pieces_of(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """`spans` half-open, in any order, may overlap or reach beyond the text."""
    pieces: list[Piece] = []
    done = 0
    for start, end in _joined(spans, len(text)):
        pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    pieces.append(Piece(text[done:], False))
    return tuple(piece for piece in pieces if piece.text)


def _joined(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined
