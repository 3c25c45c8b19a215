"""Whether a text may be about an officer of this commune or a unit. Proposes; a leader decides.

Read from the officers and the pack: names of people as they stand in the accounts, and the units' names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.handling.secrecy.bars import bars_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Kind, Role

_ACCUSING = frozenset({Kind.TO_CAO, Kind.KHIEU_NAI, Kind.TO_GIAC})


@dataclass(frozen=True, slots=True)
class Proposed:
    """One of the two is filled. `name` as it stands in the account or the pack (Vietnamese)."""

    officer_id: int | None
    unit: str
    name: str


def proposed_bars(session: Session, case: Case, pack: Pack) -> Sequence[Proposed]:
    """Whom the words may be about: officers by their whole name, and of accusing kinds units by theirs.

    What is barred already is not proposed again.
    """
    text = f" {' '.join(fold(case.text).split())} "
    bars = bars_of(session, case)
    officers = session.execute(
        select(Officer.id, Officer.name)
        .where(Officer.active, Officer.role != Role.ADMIN)
        .order_by(Officer.id)
    )
    done = {bar.officer_id for bar in bars}
    found = [
        Proposed(number, "", name) for number, name in officers if number not in done and _names(text, name)
    ]
    return [*found, *_units(text, case, pack, {bar.unit_code for bar in bars})]


def _units(text: str, case: Case, pack: Pack, done: set[str]) -> Iterable[Proposed]:
    if case.kind not in _ACCUSING:
        return ()
    units = (unit for unit in pack.units if not (unit.outside or unit.retired or unit.code in done))
    return tuple(Proposed(None, unit.code, unit.name.vi) for unit in units if _names(text, unit.name.vi))


def _names(text: str, name: str) -> bool:
    """A single word is too common to be somebody's name."""
    folded = " ".join(fold(name).split())
    return " " in folded and f" {folded} " in _spaced(text)


def _spaced(text: str) -> str:
    return " " + " ".join("".join(c if c.isalnum() else " " for c in text).split()) + " "
