"""The figures of a replay: where cases would go before and after, and what officers made of them. Pure.

A case goes to the unit of a sure proposal, else to triage. Right, by what an officer confirmed, counts more than
triage, and triage more than wrong: so a move is better, worse, or neither. Units count as their parent, as in
`flask evaluate-routing`. Spam is in no figure of units.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

from feedback_service.handling.marking import deciding_words
from feedback_service.pack.model import Pack
from feedback_service.routing.judging import counted_unit
from feedback_service.routing.proposal import Proposal, as_dict

TRIAGE = ""
FLAGS = ("danger", "sensitive", "spam")
MOST_EXAMPLES = 30
_WRONG, _ASKED, _RIGHT = range(3)


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a past case. `units`: those that are right, as counted; empty where nobody confirmed any."""

    id: int
    text: str
    sealed: bool
    units: tuple[str, ...]


@dataclass(slots=True)
class Side:
    """With one set of rules. `steps`: by confidence in whole per cent, how many, how many checked, how many right."""

    automatic: int = 0
    checked: int = 0  # automatic ones of which an officer has confirmed the unit
    right: int = 0
    steps: dict[str, list[int]] = field(default_factory=dict)

    def add(self, proposal: Proposal, past: Past, right: bool) -> None:
        checked = bool(past.units)
        step = self.steps.setdefault(str(int(100 * proposal.confidence)), [0, 0, 0])
        for place, yes in enumerate((True, checked, right)):
            step[place] += yes
        if proposal.confident:
            self.automatic += 1
            self.checked += checked
            self.right += right


@dataclass(slots=True)
class Counts:
    """Kept in `Rehearsal.result` after every batch. `routed`: without spam, the whole of both sides."""

    cases: int = 0
    sealed: int = 0
    routed: int = 0
    moved: int = 0
    better: int = 0
    worse: int = 0
    unknown: int = 0  # of the moved: nobody has confirmed where they belong
    kinds: int = 0
    moves: dict[str, int] = field(default_factory=dict)  # "KT>TTDV"; nothing before or after ">" is triage
    flags: dict[str, list[int]] = field(default_factory=lambda: {flag: [0, 0] for flag in FLAGS})
    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)
    examples: list[dict[str, Any]] = field(default_factory=list)

    def as_document(self) -> dict[str, Any]:
        return asdict(self)

    def add(self, past: Past, before: Proposal, after: Proposal, pack: Pack) -> None:
        self.cases += 1
        self.sealed += past.sealed
        changed = self._count_flags(before, after)
        self.kinds += before.kind is not after.kind
        verdict = self._count_units(past, before, after, pack)
        if (changed or verdict) and not past.sealed:
            self._show(past, before, after, verdict)

    def _count_flags(self, before: Proposal, after: Proposal) -> bool:
        for flag in FLAGS:
            was, is_now = getattr(before, flag), getattr(after, flag)
            self.flags[flag][0] += is_now and not was
            self.flags[flag][1] += was and not is_now
        return any(getattr(before, flag) != getattr(after, flag) for flag in FLAGS)

    def _count_units(self, past: Past, before: Proposal, after: Proposal, pack: Pack) -> str:
        """How the move is to be judged; "" where the case stays."""
        if before.spam and after.spam:
            return ""
        self.routed += 1
        for side, proposal in ((self.before, before), (self.after, after)):
            side.add(proposal, past, counted_unit(proposal.unit, pack) in past.units)
        start, end = goes_to(before), goes_to(after)
        if start == end:
            return ""
        move = f"{start}>{end}"
        self.moves[move] = self.moves.get(move, 0) + 1
        self.moved += 1
        verdict = _verdict(past, start, end, pack)
        if verdict != "neither":
            setattr(self, verdict, getattr(self, verdict) + 1)
        return verdict

    def _show(self, past: Past, before: Proposal, after: Proposal, verdict: str) -> None:
        """The text is not kept: it is read, and masked, when somebody looks. `words`: those that decided."""
        if len(self.examples) >= MOST_EXAMPLES:
            return
        flags = [
            f"{'+' if getattr(after, flag) else '-'}{flag}"
            for flag in FLAGS
            if getattr(before, flag) != getattr(after, flag)
        ]
        ends = {"from": goes_to(before), "to": goes_to(after)} if verdict else {}
        words = [word for one in (after, before) for word in deciding_words(as_dict(one), past.text)]
        kept = {"case": past.id, "verdict": verdict, "flags": flags, "words": list(dict.fromkeys(words))}
        self.examples.append({**kept, **ends})


def goes_to(proposal: Proposal) -> str:
    return proposal.unit if proposal.confident else TRIAGE


def counts_from(document: dict[str, Any]) -> Counts:
    """What `as_document` wrote; an empty document is the beginning."""
    if not document:
        return Counts()
    return Counts(**{**document, "before": Side(**document["before"]), "after": Side(**document["after"])})


def _verdict(past: Past, start: str, end: str, pack: Pack) -> str:
    if not past.units:
        return "unknown"
    first, second = (_rank(unit, past, pack) for unit in (start, end))
    if first == second:
        return "neither"
    return "better" if second > first else "worse"


def _rank(unit: str, past: Past, pack: Pack) -> int:
    if unit == TRIAGE:
        return _ASKED
    return _RIGHT if counted_unit(unit, pack) in past.units else _WRONG
