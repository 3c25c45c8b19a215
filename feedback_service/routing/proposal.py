"""What routing proposes for one text, with the words that decided. Stored with the case."""

from dataclasses import dataclass, fields
from typing import Any

from feedback_service.vocabulary import Kind, Visibility

ENGINE = "routing-2"


@dataclass(frozen=True, slots=True)
class Reason:
    """One phrase of the pack that was found. `spans` are half-open character offsets in the text as sent."""

    # "topic:den-duong#3", "kind:to_cao#1", "signal:chay#2": file, code, place in the list; "model:KT": learned
    rule: str
    phrase: str
    spans: tuple[tuple[int, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit that may be the right one. `share` is its part of all evidence, 0..1."""

    unit: str
    topic: str
    score: float
    share: float


@dataclass(frozen=True, slots=True)
class Danger:
    """A signal that somebody may be in danger now, and the numbers to show before anything else."""

    signal: str
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """One of several matters in a text: its piece, half-open in the text as sent. The pieces make up the text."""

    unit: str
    topic: str
    kind: Kind
    start: int
    end: int
    share: float


@dataclass(frozen=True, slots=True)
class KindScore:
    kind: Kind
    score: float


@dataclass(frozen=True, slots=True)
class FlagHeard:
    """How loud the model heard a flag, and from where on it is up. A signal of the pack raises it as well."""

    flag: str
    score: float
    up_from: float
    up: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """`unit` is never empty: below the threshold it is still the best guess, and `confident` is False."""

    kind: Kind
    unit: str
    topic: str  # "" when no topic of the pack was recognised
    confidence: float  # 0..1: how often a proposal like this one is right
    confident: bool  # confidence reaches the pack's threshold; otherwise the case goes to triage
    danger: bool
    dangers: tuple[Danger, ...]
    numbers: tuple[str, ...]  # emergency numbers to show first, each once
    sensitive: bool
    spam: bool
    visibility: Visibility
    areas: tuple[str, ...]  # codes of areas that the text names; several when the name is ambiguous
    top: tuple[UnitScore, ...]  # the three best units, best first
    reasons: tuple[Reason, ...]
    version: str  # engine and pack that proposed this
    model: str = ""  # version of the model that had a part in it, "" where the lexicon spoke alone
    lexicon_share: float = 0.0  # what the lexicon alone gives to this unit's office, 0..1
    kinds: tuple[KindScore, ...] = ()  # the likeliest, as the model hears them; higher speaks for it
    flags: tuple[FlagHeard, ...] = ()
    matters: tuple[Matter, ...] = ()  # several, in the order of the text, one a unit; none for one matter


def as_dict(proposal: Proposal) -> dict[str, Any]:
    """The proposal as plain JSON values, for storing with the case and for `flask route --json`.

    By hand and not by dataclasses.asdict, which copies deeply and costs as much as finding the words.
    """
    return {name: _plain(getattr(proposal, name)) for name in _NAMES[Proposal]}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if type(value) in _NAMES:
        return {name: _plain(getattr(value, name)) for name in _NAMES[type(value)]}
    return value


_SHAPES = (Proposal, Reason, UnitScore, Danger, Matter, KindScore, FlagHeard)
_NAMES: dict[type, tuple[str, ...]] = {kind: tuple(field.name for field in fields(kind)) for kind in _SHAPES}
