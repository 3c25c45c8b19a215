"""How good routing is on rows of messages with known answers: every figure of `flask evaluate-routing`.

Rows are JSON objects, one per line, with `text`, `unit`, `also_ok`, `kind`, `kind_also_ok`, `sensitive`,
`emergency`, `pii` and, if there, `style`. Units count as their parent, bodies outside the commune as `NGOAI`.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback_service.pack.model import Pack
from feedback_service.routing.personal_data import find_personal_data
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.rules import propose
from feedback_service.vocabulary import Kind

OUTSIDE = "NGOAI"
EMERGENCY = "khan_cap"  # in rows: the flag must be up, any kind
# Kinds that the rows do not know, and what they are counted as there.
COUNTED_AS: dict[Kind, tuple[str, ...]] = {
    Kind.QUY_DINH_HC: ("phan_anh", "kien_nghi"),
    Kind.TO_GIAC: ("phan_anh",),
    Kind.YEU_CAU_TT: ("hoi_dap",),
}


class RowsNotReadable(ValueError):
    """A line of the file is not a row; the message names the line."""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    text: str
    style: str
    unit: str
    also_ok: tuple[str, ...]
    kind: str
    kind_also_ok: tuple[str, ...]
    sensitive: bool
    emergency: bool
    pii: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with what routing said about it. `unit` and `top` as the contract counts them."""

    row: Row
    proposal: Proposal
    unit: str
    top: tuple[str, ...]
    pii: tuple[str, ...]
    milliseconds: float

    @property
    def unit_strict(self) -> bool:
        return self.unit == self.row.unit

    @property
    def unit_lenient(self) -> bool:
        return self.unit in (self.row.unit, *self.row.also_ok)

    @property
    def unit_top3(self) -> bool:
        return any(unit in (self.row.unit, *self.row.also_ok) for unit in self.top)

    @property
    def counts_for_unit(self) -> bool:
        return self.row.kind != Kind.SPAM


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
    by_style: tuple[tuple[str, int, Share, Share], ...]  # style, rows, strict, lenient
    by_unit: tuple[tuple[str, int, Share, Share], ...]
    confusion: tuple[tuple[str, str, int], ...]  # expected, proposed, times; only the wrong ones


def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a JSONL file. Raises RowsNotReadable with the number of the line that is not one."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            rows.append(_row(number, line))
    return tuple(rows)


def _row(number: int, line: str) -> Row:
    try:
        raw: dict[str, Any] = json.loads(line)
        return Row(
            id=str(raw.get("id", number)),
            text=str(raw["text"]),
            style=str(raw.get("style", "")),
            unit=str(raw["unit"]),
            also_ok=tuple(raw.get("also_ok", ())),
            kind=str(raw["kind"]),
            kind_also_ok=tuple(raw.get("kind_also_ok", ())),
            sensitive=bool(raw.get("sensitive", False)),
            emergency=bool(raw.get("emergency", False)),
            pii=tuple(map(str, raw.get("pii", ()))),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RowsNotReadable(f"line {number}: not a row of an evaluation: {error!r}") from error


def judge(row: Row, pack: Pack, clock: Callable[[], float] = time.perf_counter) -> Judged:
    before = clock()
    proposal = propose(row.text, pack)
    taken = (clock() - before) * 1000
    top = [counted_unit(proposal.unit, pack), *(counted_unit(item.unit, pack) for item in proposal.top)]
    pii = tuple(found.text for found in find_personal_data(row.text))
    return Judged(row, proposal, top[0], tuple(dict.fromkeys(top))[:3], pii, taken)


def counted_unit(code: str, pack: Pack) -> str:
    """The unit as the contract counts it: outside is NGOAI, a unit with a parent is its parent."""
    unit = pack.unit_by_code.get(code)
    if unit is None:
        return code
    return OUTSIDE if unit.outside else unit.parent or unit.code


def kind_is_right(judged: Judged, lenient: bool) -> bool:
    wanted = {judged.row.kind, *(judged.row.kind_also_ok if lenient else ())}
    if EMERGENCY in wanted:
        return judged.proposal.danger
    return bool(wanted & {judged.proposal.kind.value, *COUNTED_AS.get(judged.proposal.kind, ())})


def evaluate(rows: Iterable[Row], pack: Pack) -> Evaluation:
    """Judges every row. The first proposal compiles the pack's lexicon, so that its time stays out of the speed."""
    propose("", pack)
    judged = [judge(row, pack) for row in rows]
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
    """A piece is found when one of ours covers it; one of ours is right when it touches a piece that is wanted."""
    found = sum(any(piece in ours or ours in piece for ours in item.pii) for item in items for piece in item.row.pii)
    right = sum(any(piece in ours or ours in piece for piece in item.row.pii) for item in items for ours in item.pii)
    wanted, said = sum(len(item.row.pii) for item in items), sum(len(item.pii) for item in items)
    return Found(Share(found, wanted), Share(right, said))


def _quantile(ordered: Sequence[float], part: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 3)


def _groups(
    items: Sequence[Judged], name: Callable[[Judged], str]
) -> tuple[tuple[str, int, Share, Share], ...]:
    groups: dict[str, list[Judged]] = {}
    for item in items:
        groups.setdefault(name(item), []).append(item)
    return tuple(
        (key, len(group), _share(group, lambda item: item.unit_strict), _share(group, lambda item: item.unit_lenient))
        for key, group in sorted(groups.items())
    )


def _confusion(items: Sequence[Judged]) -> tuple[tuple[str, str, int], ...]:
    pairs: dict[tuple[str, str], int] = {}
    for item in items:
        if not item.unit_lenient:
            key = (item.row.unit, item.unit)
            pairs[key] = pairs.get(key, 0) + 1
    return tuple((*key, times) for key, times in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])))
