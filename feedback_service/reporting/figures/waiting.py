"""What waits now: read from the kept figures of the queue, whatever the span."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import case, func, select, text
from sqlalchemy.orm import Session

from feedback_service.records import Case, Tally
from feedback_service.records.queue_indexes import WAITING
from feedback_service.reporting.figures.counted import Waiting
from feedback_service.reporting.figures.small import shown
from feedback_service.vocabulary import Kind


def waiting_by_unit(session: Session, today: date) -> dict[str, Waiting]:
    """Open cases, with those that wait merged into another one."""
    late = func.sum(case((Tally.day < today, Tally.n), else_=0))
    rows = session.execute(
        select(Tally.unit_code, func.sum(Tally.n), late)
        .where(Tally.book == "queue", Tally.sealed.is_(False), Tally.kind != Kind.SPAM.value)
        .group_by(Tally.unit_code)
    )
    return {unit: Waiting(total, past) for unit, total, past in rows if total > 0}


def open_cases(session: Session, today: date) -> Waiting:
    units = waiting_by_unit(session, today).values()
    return Waiting(sum(unit.total for unit in units), sum(unit.late for unit in units))


def oldest_by_unit(session: Session, units: Iterable[str]) -> dict[str, date]:
    """When the oldest case that still waits was received. By an index: one look for each unit, whatever waits."""
    found = {
        unit: session.scalar(select(func.min(Case.received_on)).where(text(WAITING), Case.unit_code == unit))
        for unit in units
    }
    return {unit: day for unit, day in found.items() if day}


def sealed_received(session: Session, year: int) -> int | None:
    """How many sealed cases came in that year; None where fewer than 5."""
    counted = select(func.sum(Tally.n)).where(
        Tally.book == "month",
        Tally.measure == "received",
        Tally.sealed.is_(True),
        Tally.day.between(date(year, 1, 1), date(year, 12, 1)),
    )
    return shown(session.scalar(counted) or 0)
