"""The list of referrals: those that wait by the day that they are asked for, those that ended by their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import Session

from feedback_service.records import Case, Officer
from feedback_service.records.desk import Referral
from feedback_service.staff.visibility import visible_cases

PAGE = 50
WAITING = and_(Referral.answered_on.is_(None), Referral.returned_at.is_(None))


class Shelf(StrEnum):
    WAITING = "dang-cho"
    LATE = "qua-han"
    ENDED = "da-xong"


@dataclass(frozen=True, slots=True)
class Listed:
    rows: Sequence[tuple[Referral, Case]]
    next: int  # what to ask for after this page; 0 on the last


def listed(session: Session, officer: Officer, shelf: Shelf, today: date, after: int = 0) -> Listed:
    """`after`: the id of the last one on the page before."""
    asked = select(Referral, Case).join(Case, Case.id == Referral.case_id).where(visible_cases(officer))
    last = session.get(Referral, after) if after else None
    asked = _ended(asked, last) if shelf == Shelf.ENDED else _waiting(asked, shelf, last, today)
    rows = [(referral, case) for referral, case in session.execute(asked.limit(PAGE + 1))]
    return Listed(rows[:PAGE], rows[PAGE - 1][0].id if len(rows) > PAGE else 0)


def _ended(asked: Select[Referral, Case], last: Referral | None) -> Select[Referral, Case]:
    asked = asked.where(or_(Referral.answered_on.is_not(None), Referral.returned_at.is_not(None)))
    return asked.where(Referral.id < last.id if last else true()).order_by(Referral.id.desc())


def _waiting(
    asked: Select[Referral, Case], shelf: Shelf, last: Referral | None, today: date
) -> Select[Referral, Case]:
    """Without a day: at the end, as if it were far away."""
    asked = asked.where(WAITING)
    if shelf == Shelf.LATE:
        asked = asked.where(Referral.reply_due_on < today)
    return asked.where(*_after(last)).order_by(
        Referral.reply_due_on.is_(None), Referral.reply_due_on, Referral.id
    )


def _after(last: Referral | None) -> list[ColumnElement[bool]]:
    if last is None:
        return []
    if last.reply_due_on is None:
        return [Referral.reply_due_on.is_(None), Referral.id > last.id]
    due = Referral.reply_due_on
    later = or_(due > last.reply_due_on, and_(due == last.reply_due_on, Referral.id > last.id), due.is_(None))
    return [later]
