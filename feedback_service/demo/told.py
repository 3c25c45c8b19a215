"""The rows of one demo case while it is being told."""

import random
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from feedback_service.intake.codes import check_letter
from feedback_service.records import Event, Message, Promise, PublicText
from feedback_service.vocabulary import Status

Row = dict[str, Any]


@dataclass(slots=True)
class Told:
    """Rows of one case, without ids. `words` are those of its story with the place put in."""

    case: Row
    contact: Row | None
    title: str
    summary: str
    answer: str
    parts: dict[Any, list[Row]] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return str(self.case["code"])

    @property
    def clocks(self) -> tuple[Row, Row]:
        triage, answer = self.parts[Promise]
        return triage, answer

    def rename(self, chance: random.Random) -> None:
        old, new = self.code, code_of(self.code.split("-")[0], chance)
        self.case["code"] = new
        for row in self.parts.get(PublicText, ()):
            row["code"], row["folded"] = new, row["folded"].replace(old.casefold(), new.casefold())

    def add(self, record: type[Any], row: Row) -> None:
        self.parts.setdefault(record, []).append(row)

    def happened(self, at: datetime, officer: int | None, action: str, **details: Any) -> None:
        self.add(Event, {"at": at, "officer_id": officer, "action": action, "details": details})

    def became(self, status: Status, at: datetime, officer: int | None, **details: Any) -> None:
        before, self.case["status"] = self.case["status"], status
        self.happened(at, officer, f"status:{status}", **{"from": before, **details})

    def wrote(self, at: datetime, officer: int, text: str) -> None:
        """The commune's words to the citizen."""
        row = {"at": at, "incoming": False, "officer_id": officer, "text": text, "origin": None}
        self.add(Message, row | {"channel": self.case["channel"]})


def code_of(prefix: str, chance: random.Random) -> str:
    digits = f"{chance.randrange(10**7):07d}"
    return f"{prefix}-{digits[:4]}-{digits[4:]}{check_letter(digits)}"
