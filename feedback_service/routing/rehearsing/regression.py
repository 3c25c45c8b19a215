"""The regression messages that come with a commune's pack, measured with the rules before and after."""

from functools import cache
from pathlib import Path
from typing import Any

from feedback_service.pack.model import Pack
from feedback_service.routing.judging import Row, read_rows
from feedback_service.routing.proposing import propose
from feedback_service.routing.rehearsing.counting import Counts, Past
from feedback_service.vocabulary import Kind

PACKS = Path(__file__).parents[2] / "commune"


def measure_regression(before: Pack, after: Pack) -> dict[str, Any]:
    """As counting.Counts writes it; empty where the pack brings no such messages."""
    return measure_rows(regression_rows(before.commune.code), before, after)


def measure_rows(rows: tuple[Row, ...], before: Pack, after: Pack) -> dict[str, Any]:
    counts = Counts()
    for number, row in enumerate(rows):
        units = () if row.kind == Kind.SPAM else (row.unit, *row.also_ok)
        first = propose(row.text, before)
        second = first if after is before else propose(row.text, after)
        counts.add(Past(number, row.text, True, units), first, second, before)
    return {**counts.as_document(), "sealed": 0} if rows else {}


@cache
def regression_rows(code: str) -> tuple[Row, ...]:
    """Raises RowsNotReadable: what is shipped and cannot be read is our fault."""
    file = PACKS / code / "corpus" / "regression.jsonl"
    return read_rows(file) if file.exists() else ()
