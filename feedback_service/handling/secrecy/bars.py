"""A case that is about an officer or a unit: from the bar on it does not exist for them."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, ReasonMissing
from feedback_service.handling.workflow import record, require
from feedback_service.records import Case, CaseBar, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Role


class NobodyToBar(Fact):
    status = 422
    said = _l("Xin chọn cán bộ hoặc đơn vị mà việc này nói tới.")


class NobodyLeft(Fact):
    """A case that no leader may open would belong to nobody; it goes to the level above, by the leader's own hand."""

    said = _l("Không còn lãnh đạo nào mở được việc này. Xin chuyển lên cấp trên trước khi che.")


def bar_case(
    session: Session, case: Case, by: Officer, officer_id: int | None, unit: str, reason: str, now: datetime
) -> CaseBar:
    """Closes the case to an officer, or to everybody of a unit, until a leader lifts it. One who works on it lets go.

    Raises NotYours, ReasonMissing, NobodyToBar, NobodyLeft.
    """
    require(by, Action.BAR, case)
    if not reason.strip():
        raise ReasonMissing
    if (officer_id is None) == (not unit):
        raise NobodyToBar
    if officer_id is not None:
        _require_a_leader(session, case, officer_id)
    bar = _bar(session, case, officer_id, unit)
    bar.reason, bar.since, bar.set_by = reason.strip(), now, by.id
    bar.lifted_at = bar.lifted_by = None
    session.add(bar)
    session.flush()
    _take_from(session, case, officer_id, unit)
    record(session, case, "barred", now, by)  # for whom stands in the bar alone: events are read by many
    return bar


def lift_bar(session: Session, case: Case, by: Officer, number: int, now: datetime) -> None:
    """Raises NotYours, NobodyToBar."""
    require(by, Action.BAR, case)
    bar = next((bar for bar in bars_of(session, case) if bar.id == number), None)
    if bar is None:
        raise NobodyToBar
    bar.lifted_at, bar.lifted_by = now, by.id
    record(session, case, "bar_lifted", now, by)


def bars_of(session: Session, case: Case) -> Sequence[CaseBar]:
    """In force."""
    asked = select(CaseBar).where(CaseBar.case_id == case.id, CaseBar.lifted_at.is_(None))
    return session.scalars(asked.order_by(CaseBar.id)).all()


def _bar(session: Session, case: Case, officer_id: int | None, unit: str) -> CaseBar:
    """A bar that was lifted is put up again, so that there is one row for each."""
    asked = select(CaseBar).where(
        CaseBar.case_id == case.id,
        CaseBar.officer_id == officer_id if officer_id else CaseBar.officer_id.is_(None),
        CaseBar.unit_code == unit,
    )
    return session.scalars(asked).first() or CaseBar(case_id=case.id, officer_id=officer_id, unit_code=unit)


def _require_a_leader(session: Session, case: Case, but: int) -> None:
    barred = select(CaseBar.officer_id).where(
        CaseBar.case_id == case.id, CaseBar.lifted_at.is_(None), CaseBar.officer_id.is_not(None)
    )
    left = select(func.count()).select_from(Officer)
    left = left.where(
        Officer.role == Role.LEADER, Officer.active, Officer.id != but, Officer.id.not_in(barred)
    )
    if not session.scalar(left):
        raise NobodyLeft


def _take_from(session: Session, case: Case, officer_id: int | None, unit: str) -> None:
    if case.assigned_to is None:
        return
    holder = session.scalars(
        select(Officer.id).where(
            Officer.id == case.assigned_to, or_(Officer.id == officer_id, Officer.unit_code == (unit or None))
        )
    ).first()
    if holder is not None:
        case.assigned_to = None
