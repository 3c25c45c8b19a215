"""What the places brought: scans by place and day, folded at night into one row a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, case, delete, func, select
from sqlalchemy.orm import Session

from feedback_service.records import Placement, PlacementScan

RECENT = timedelta(days=30)
AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Brought:
    """A place with its scans in all, and in the last thirty days."""

    placement: Placement
    scans: int
    lately: int


def places(session: Session, today: date) -> Sequence[Brought]:
    """Those that hang first, the most scanned of them on top."""
    recent: ColumnElement[int] = case((PlacementScan.day > today - RECENT, PlacementScan.n), else_=0)
    rows = session.execute(
        select(
            Placement,
            func.coalesce(func.sum(PlacementScan.n), 0),
            func.coalesce(func.sum(recent), 0),
        )
        .outerjoin(PlacementScan, PlacementScan.placement_id == Placement.id)
        .group_by(Placement.id)
        .order_by(Placement.retired_at.is_not(None), func.sum(recent).desc().nulls_last(), Placement.id)
    )
    return [Brought(placement, int(scans), int(lately)) for placement, scans, lately in rows]


def fold_scans(session: Session, *, now: datetime) -> None:
    """Every night: the rows of a past day become one, so that sums stay cheap however often a code is scanned.

    What is added up is exactly what is deleted: of two that fold at once the second finds nothing.
    """
    crowded = (
        select(PlacementScan.placement_id, PlacementScan.day)
        .where(PlacementScan.day < now.date())
        .group_by(PlacementScan.placement_id, PlacementScan.day)
        .having(func.count() > 1)
        .limit(AT_ONCE)
    )
    for number, day in session.execute(crowded).all():
        gone = delete(PlacementScan).where(PlacementScan.placement_id == number, PlacementScan.day == day)
        n = sum(session.scalars(gone.returning(PlacementScan.n)))
        if n:
            session.add(PlacementScan(placement_id=number, day=day, n=n))


def find_place(session: Session, code: str) -> Placement | None:
    return session.scalars(select(Placement).where(Placement.code == code)).one_or_none()
