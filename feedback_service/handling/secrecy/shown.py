"""What the case page says of who may know of the case, and what this officer may change in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.secrecy.accused import Proposed, proposed_bars
from feedback_service.handling.secrecy.bars import bars_of
from feedback_service.handling.secrecy.readers import people, readers_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import Visibility


@dataclass(frozen=True, slots=True)
class Barred:
    number: int
    name: str  # of the officer; "" for a unit
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Empty lists where this officer may not change anything: who else reads a sealed case is nobody's business."""

    sealed: bool
    may_seal: bool
    may_unseal: bool
    may_bar: bool
    readers: Sequence[Officer]
    people: Sequence[Officer]
    bars: Sequence[Barred]
    proposed: Sequence[Proposed]


def secrecy_of(session: Session, officer: Officer, case: Case, pack: Pack) -> Secrecy:
    sealed, bars = case.visibility == Visibility.SEALED, may(officer, Action.BAR, case)
    names = may(officer, Action.SEAL, case)
    return Secrecy(
        sealed=sealed,
        may_seal=names,
        may_unseal=sealed and may(officer, Action.UNSEAL, case),
        may_bar=bars,
        readers=readers_of(session, case) if sealed and names else (),
        people=people(session) if bars or (sealed and names) else (),
        bars=_barred(session, case) if bars else (),
        proposed=proposed_bars(session, case, pack) if bars and case.is_open else (),
    )


def _barred(session: Session, case: Case) -> Sequence[Barred]:
    rows = bars_of(session, case)
    numbers = [bar.officer_id for bar in rows if bar.officer_id]
    named = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(numbers)))
    names = {number: name for number, name in named}
    return [Barred(bar.id, names.get(bar.officer_id or 0, ""), bar.unit_code, bar.reason) for bar in rows]
