"""A table of the report as it is shown, printed and kept. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Codes = tuple[str, ...]
TOTAL = "Tổng cộng"


@dataclass(slots=True)
class Line:
    """`codes`: by column, the cases behind the number."""

    cells: tuple[str, ...]
    codes: dict[int, Codes] = field(default_factory=dict)

    @property
    def sums(self) -> bool:
        """The line in which the others are added up."""
        return TOTAL in self.cells[:2]


@dataclass(slots=True)
class Table:
    """`number`: "01" to "07". `head` has as many words as each line has cells; `notes` stand beneath."""

    number: str
    title: str
    head: tuple[str, ...]
    lines: list[Line]
    notes: tuple[str, ...] = ()

    @property
    def wide(self) -> bool:
        """Stands on a page across."""
        return len(self.head) > 9 or self.number == "05"

    def with_codes(self, keep: Callable[[Codes], Codes]) -> "Table":
        lines = [
            Line(line.cells, {at: keep(codes) for at, codes in line.codes.items()}) for line in self.lines
        ]
        return Table(self.number, self.title, self.head, lines, self.notes)

    def kept(self) -> dict[str, Any]:
        """Without codes: what is frozen are the numbers."""
        lines = [list(line.cells) for line in self.lines]
        return {
            "number": self.number,
            "title": self.title,
            "head": list(self.head),
            "lines": lines,
            "notes": list(self.notes),
        }


def table_from(kept: dict[str, Any]) -> Table:
    lines = [Line(tuple(cells)) for cells in kept["lines"]]
    return Table(kept["number"], kept["title"], tuple(kept["head"]), lines, tuple(kept["notes"]))
