"""The figures above the queue, from the kept tallies: the same cost with ten cases and with a million."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, select, text
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from feedback_service.handling.queue import end_of_week
from feedback_service.records import Case, CaseReader, Officer, Tally
from feedback_service.records.case import OPEN
from feedback_service.staff.visibility import UNSEALED, barred_to, not_barred, sees_sealed
from feedback_service.vocabulary import Role, Status, Visibility

_MOST_NAMED = 500


@dataclass(slots=True)
class Counts:
    """`late`, `today` and `week` count running cases only; `all` counts everything open. `helping`: cases of other
    units that asked the own one for something; not among the others."""

    late: int = 0
    today: int = 0
    week: int = 0
    awaiting_citizen: int = 0
    awaiting_approval: int = 0
    new: int = 0
    helping: int = 0
    all: int = 0

    @property
    def later(self) -> int:
        return self.all - self.late - self.today


def named_cases(session: Session, officer: Officer) -> Sequence[Row[int, Status, date, str]]:
    """Open sealed cases to which the officer is named; none for leaders, who see them all."""
    if sees_sealed(officer):
        return ()
    return session.execute(
        select(Case.id, Case.status, Case.due_on, Case.unit_code)
        .join(CaseReader, CaseReader.case_id == Case.id)
        .where(CaseReader.officer_id == officer.id, text(OPEN), Case.visibility == Visibility.SEALED)
        .where(not_barred(officer))
        .limit(_MOST_NAMED)
    ).all()


def barred_cases(session: Session, officer: Officer, unit: str) -> Sequence[Row[int, Status, date, str]]:
    """Open cases that the kept figures count and that are none for this officer: a difference would tell of them."""
    asked = select(Case.id, Case.status, Case.due_on, Case.unit_code).where(
        Case.id.in_(barred_to(officer)), text(OPEN)
    )
    if unit:
        asked = asked.where(Case.unit_code == unit)
    if not sees_sealed(officer):
        asked = asked.where(UNSEALED)
    return session.execute(asked.limit(_MOST_NAMED)).all()


def count_queue(
    session: Session,
    officer: Officer,
    unit: str,
    today: date,
    named: Sequence[Row[int, Status, date, str]],
) -> Counts:
    """`unit`: the filter of whoever sees all units; officers of a unit count their own."""
    own = officer.unit_code if officer.role in {Role.OFFICER, Role.HEAD} else unit
    counts = Counts()
    for status, n, late, due_today, week in session.execute(_sums(officer, own, today)):
        _add(counts, status, n, (late, due_today, week))
    for one in named:
        if not unit or one.unit_code == unit:
            _add(counts, one.status, 1, _when(one.due_on, today, 1))
    for one in barred_cases(session, officer, own):
        _add(counts, one.status, -1, _when(one.due_on, today, -1))
    return counts


def _when(due_on: date, today: date, n: int) -> tuple[int, int, int]:
    return n * (due_on < today), n * (due_on == today), n * (today <= due_on <= end_of_week(today))


def _sums(officer: Officer, unit: str, today: date) -> Select[str, int, int, int, int]:
    def total(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, Tally.n), else_=0))

    asked = select(
        Tally.measure,
        func.sum(Tally.n),
        total(Tally.day < today),
        total(Tally.day == today),
        total((Tally.day >= today) & (Tally.day <= end_of_week(today))),
    ).where(Tally.book == "queue", Tally.measure != Status.MERGED.value)
    if unit:
        asked = asked.where(Tally.unit_code == unit)
    if not sees_sealed(officer):
        asked = asked.where(Tally.sealed.is_(False))
    return asked.group_by(Tally.measure)


def _add(counts: Counts, status: str, n: int, when: tuple[int, int, int]) -> None:
    counts.all += n
    if status == Status.AWAITING_CITIZEN:
        counts.awaiting_citizen += n
        return
    counts.late += when[0]
    counts.today += when[1]
    counts.week += when[2]
    if status == Status.AWAITING_APPROVAL:
        counts.awaiting_approval += n
    if status == Status.RECEIVED:
        counts.new += n
