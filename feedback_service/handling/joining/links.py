"""Which case waits with which. A merged case has one lead, which is open; a lead is never merged itself."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, object_session, selectinload

from feedback_service.records import Case, CaseLink, Officer, Promise
from feedback_service.vocabulary import Clock, Relation, Status

_TURN = 7_301_201  # advisory lock of PostgreSQL


def take_turn(session: Session, *cases: Case) -> None:
    """One joins cases at a time, or two could merge A into B and B into A. What was read before is read again.

    On SQLite whoever writes is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    _read(session, cases)


def hold(session: Session, *cases: Case) -> None:
    """Nobody else changes these cases until the commit. A lead is held before what is merged into it, always, so
    that two never wait for each other."""
    for case in cases:
        _read(session, (case,), locked=True)


def lead_of(session: Session, case: Case, *, held: bool = False) -> Case | None:
    """The case that this one waits with; None for a case that is not merged now. `held`: as by `hold`."""
    link = merge_of(session, case) if case.status == Status.MERGED else None
    if link is None:
        return None
    asked = select(Case).where(Case.id == link.other_id).options(selectinload(Case.promises))
    if held:
        asked = asked.with_for_update(of=Case)
    return session.scalars(asked, execution_options={"populate_existing": held}).one()


def merge_of(session: Session, case: Case) -> CaseLink | None:
    """The merge of this case that is in force; it stays so when the case has been answered with its lead."""
    return _in_force(session, CaseLink.case_id == case.id, Relation.MERGED)


def split_of(session: Session, case: Case) -> CaseLink | None:
    return _in_force(session, CaseLink.case_id == case.id, Relation.SPLIT)


def waiting_with(session: Session, lead: Case) -> Sequence[tuple[Case, CaseLink]]:
    """The cases that wait for the answer of this one, each with its link, in the order in which they came in."""
    asked = select(Case, CaseLink).join(CaseLink, CaseLink.case_id == Case.id).where(_waits_with(lead.id))
    rows = session.execute(asked.order_by(Case.id).options(selectinload(Case.promises)))
    return [(case, link) for case, link in rows]


def codes_split_off(session: Session, case: Case) -> Sequence[str]:
    """For the sender of all of them."""
    asked = select(Case.code).join(CaseLink, CaseLink.case_id == Case.id)
    asked = asked.where(CaseLink.other_id == case.id, CaseLink.relation == Relation.SPLIT)
    return session.scalars(asked.where(CaseLink.undone_at.is_(None)).order_by(Case.id)).all()


def earliest_merged(case: Case) -> list[date]:
    """The earliest day by which somebody whose case waits with this one was promised an answer, if there is one."""
    session = object_session(case)
    if session is None or case.id is None:
        return []
    day = (
        select(func.min(Promise.due_on))
        .join(Case, Case.id == Promise.case_id)
        .join(CaseLink, CaseLink.case_id == Case.id)
        .where(_waits_with(case.id), Promise.clock == Clock.ANSWER, Promise.met_at.is_(None))
        .where(Promise.ended_at.is_(None))
    )
    with session.no_autoflush:
        earliest = session.scalar(day)
    return [earliest] if earliest else []


def tie(
    session: Session,
    case: Case,
    other: Case,
    relation: Relation,
    now: datetime,
    officer_id: int | None,
    details: dict[str, Any],
) -> CaseLink:
    """Again after it was undone, it is the same row with the new facts; the events keep the old ones."""
    link = session.scalars(
        select(CaseLink).where(
            CaseLink.case_id == case.id, CaseLink.other_id == other.id, CaseLink.relation == relation
        )
    ).one_or_none()
    if link is None:
        link = CaseLink(case_id=case.id, other_id=other.id, relation=relation)
        session.add(link)
    link.at, link.officer_id, link.details = now, officer_id, details
    link.undone_at = link.undone_by = None
    return link


def untie(link: CaseLink, now: datetime, officer: Officer | None = None) -> None:
    link.undone_at, link.undone_by = now, officer.id if officer else None


def _waits_with(lead_id: int) -> ColumnElement[bool]:
    return and_(
        CaseLink.other_id == lead_id,
        CaseLink.relation == Relation.MERGED,
        CaseLink.undone_at.is_(None),
        Case.status == Status.MERGED,
    )


def _in_force(session: Session, of: ColumnElement[bool], relation: Relation) -> CaseLink | None:
    asked = select(CaseLink).where(of, CaseLink.relation == relation, CaseLink.undone_at.is_(None))
    return session.scalars(asked.order_by(CaseLink.id.desc()).limit(1)).first()


def _read(session: Session, cases: Sequence[Case], *, locked: bool = False) -> None:
    asked = select(Case).where(Case.id.in_([case.id for case in cases])).options(selectinload(Case.promises))
    if locked:
        asked = asked.with_for_update(of=Case)
    session.scalars(asked, execution_options={"populate_existing": True}).all()
