"""Messages with known answers, and what routing says about each. Rows are JSON objects, one per line:
`text`, `unit`, `also_ok`, `kind`, `kind_also_ok`, `sensitive`, `emergency`, `pii` and, if there, `style`.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback_service.pack.model import Pack
from feedback_service.routing.learned.hits import OUTSIDE
from feedback_service.routing.personal_data import find_personal_data
from feedback_service.routing.proposal import Proposal
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import Kind

Ask = Callable[[str, Pack], Proposal]  # the routing that is judged
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


def judge(row: Row, pack: Pack, clock: Callable[[], float] = time.perf_counter, ask: Ask = propose) -> Judged:
    before = clock()
    proposal = ask(row.text, pack)
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
