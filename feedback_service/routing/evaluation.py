"""How good routing is on messages with known answers: every figure of `flask evaluate-routing`.

Units count as their parent, bodies outside the commune as `NGOAI`; spam stays out of the unit's figures.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from feedback_service.pack.model import Pack
from feedback_service.routing.judging import Ask, Judged, Row, judge, kind_is_right
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Kind

Groups = tuple[tuple[str, int, "Share", "Share"], ...]
"""Name, rows, strict, lenient."""


@dataclass(frozen=True, slots=True)
class Share:
    """`right` of `total`; None as a figure when there was nothing to find."""

    right: int
    total: int

    @property
    def figure(self) -> float | None:
        return round(self.right / self.total, 4) if self.total else None


@dataclass(frozen=True, slots=True)
class Found:
    """Recall and precision of one flag."""

    recall: Share
    precision: Share


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures over one file."""

    rows: int
    unit_strict: Share
    unit_lenient: Share
    unit_top3: Share
    kind_strict: Share
    kind_lenient: Share
    emergency: Found
    sensitive: Found
    spam: Found
    pii: Found
    threshold: float
    coverage: Share
    automatic_precision: Share
    p50_ms: float
    p95_ms: float
    by_style: Groups
    by_unit: Groups
    confusion: tuple[tuple[str, str, int], ...]  # expected, proposed, times; only the wrong ones


def evaluate(rows: Iterable[Row], pack: Pack, ask: Ask = propose) -> Evaluation:
    """Judges every row. A proposal before compiles the lexicon, so that this stays out of the speed."""
    ask("", pack)
    judged = [judge(row, pack, ask=ask) for row in rows]
    routed = [item for item in judged if item.counts_for_unit]
    automatic = [item for item in routed if item.proposal.confident]
    times = sorted(item.milliseconds for item in judged) or [0.0]
    return Evaluation(
        rows=len(judged),
        unit_strict=_share(routed, lambda item: item.unit_strict),
        unit_lenient=_share(routed, lambda item: item.unit_lenient),
        unit_top3=_share(routed, lambda item: item.unit_top3),
        kind_strict=_share(judged, lambda item: kind_is_right(item, lenient=False)),
        kind_lenient=_share(judged, lambda item: kind_is_right(item, lenient=True)),
        emergency=_flag(judged, lambda item: item.row.emergency, lambda item: item.proposal.danger),
        sensitive=_flag(judged, lambda item: item.row.sensitive, lambda item: item.proposal.sensitive),
        spam=_flag(judged, lambda item: item.row.kind == Kind.SPAM, lambda item: item.proposal.spam),
        pii=_pii(judged),
        threshold=pack.triage_threshold,
        coverage=Share(len(automatic), len(routed)),
        automatic_precision=_share(automatic, lambda item: item.unit_lenient),
        p50_ms=_quantile(times, 0.50),
        p95_ms=_quantile(times, 0.95),
        by_style=_groups(routed, lambda item: item.row.style),
        by_unit=_groups(routed, lambda item: item.row.unit),
        confusion=_confusion(routed),
    )


def _share(items: Sequence[Judged], right: Callable[[Judged], bool]) -> Share:
    return Share(sum(map(right, items)), len(items))


def _flag(items: Sequence[Judged], wanted: Callable[[Judged], bool], said: Callable[[Judged], bool]) -> Found:
    both = sum(wanted(item) and said(item) for item in items)
    return Found(Share(both, sum(map(wanted, items))), Share(both, sum(map(said, items))))


def _pii(items: Sequence[Judged]) -> Found:
    """A piece is found when one of ours covers it or lies in it; one of ours is right in the same way."""
    found = sum(
        any(piece in ours or ours in piece for ours in item.pii) for item in items for piece in item.row.pii
    )
    right = sum(
        any(piece in ours or ours in piece for piece in item.row.pii) for item in items for ours in item.pii
    )
    wanted, said = sum(len(item.row.pii) for item in items), sum(len(item.pii) for item in items)
    return Found(Share(found, wanted), Share(right, said))


def _quantile(ordered: Sequence[float], part: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 3)


def _groups(items: Sequence[Judged], name: Callable[[Judged], str]) -> Groups:
    groups: dict[str, list[Judged]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return tuple(
        (
            key,
            len(group),
            _share(group, lambda item: item.unit_strict),
            _share(group, lambda item: item.unit_lenient),
        )
        for key, group in sorted(groups.items())
    )


def _confusion(items: Sequence[Judged]) -> tuple[tuple[str, str, int], ...]:
    pairs: dict[tuple[str, str], int] = {}
    for item in items:
        if not item.unit_lenient:
            key = (item.row.unit, item.unit)
            pairs[key] = pairs.get(key, 0) + 1
    return tuple((*key, times) for key, times in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])))
