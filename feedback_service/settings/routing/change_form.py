"""The one form by which rules are changed, in its five ways, and the change that it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from feedback_service.routing.rehearsing.changes import Change, Op

LONGEST_REASON = 1_000


class Way(StrEnum):
    """What of the form is shown: a new phrase, a phrase that is there, a topic's unit, the threshold, going back."""

    ADD = "them"
    PHRASE = "cum"
    UNIT = "don-vi"
    THRESHOLD = "nguong"
    BACK = "ban"


_OPS = {Way.ADD: Op.ADD, Way.UNIT: Op.UNIT, Way.THRESHOLD: Op.THRESHOLD, Way.BACK: Op.BACK}
_PHRASE_OPS = {Op.OFF.value: Op.OFF, Op.ON.value: Op.ON, Op.REMOVE.value: Op.REMOVE}


@dataclass(frozen=True, slots=True)
class Asked:
    """`typed`: what stood in the boxes, to be shown again."""

    way: Way
    typed: Mapping[str, str]

    def get(self, box: str, default: str = "") -> str:
        return self.typed.get(box, default)

    @property
    def reason(self) -> str:
        return self.get("ly_do").strip()[:LONGEST_REASON]

    def change(self, today: date) -> Change:
        """As written; numbers that are none become one that is refused."""
        op = _OPS.get(self.way) or _PHRASE_OPS.get(self.get("viec"), Op.OFF)
        return Change(
            op=op,
            group=self.get("nhom"),
            phrase=" ".join(self.get("cum_tu").split()),
            weight=_number(self.get("trong_so", "1")) if op is Op.ADD else 1.0,
            without=_listed(self.get("tru_khi")) if op is Op.ADD else (),
            accents=op is Op.ADD and bool(self.get("co_dau")),
            reason=self.reason if op is Op.OFF else "",
            since=today.isoformat() if op is Op.OFF else "",
            unit=self.get("don_vi") if op is Op.UNIT else "",
            threshold=_number(self.get("nguong")) if op is Op.THRESHOLD else 0.0,
            version=_whole(self.get("ban")) if op is Op.BACK else 0,
        )


def read_asked(values: Mapping[str, str]) -> Asked | None:
    """None where it names no way."""
    try:
        return Asked(Way(values.get("cach", "")), dict(values))
    except ValueError:
        return None


def _listed(text: str) -> tuple[str, ...]:
    """One a line, or between commas."""
    pieces = (" ".join(piece.split()) for line in text.splitlines() for piece in line.split(","))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))


def _number(text: str) -> float:
    """`0,75` as people here write it. -1, which nothing allows, for what is no number."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return -1.0


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
