"""Cases of other units in which the own unit was asked for something that is not done yet."""

from collections.abc import Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from feedback_service.records import Case, CaseTask, Officer
from feedback_service.records.case import OPEN
from feedback_service.staff.visibility import visible_cases

_MOST = 500


def cases_helped(session: Session, officer: Officer) -> Sequence[int]:
    """Open cases by number, what is due first; none for who belongs to no unit. Bounded by the unit's own tasks."""
    if not officer.unit_code:
        return ()
    asked = (
        select(CaseTask.case_id)
        .join(Case, Case.id == CaseTask.case_id)
        .where(CaseTask.unit_code == officer.unit_code)
        .where(CaseTask.done_at.is_(None), CaseTask.taken_back_at.is_(None))
        .where(text(f"cases.{OPEN}"), visible_cases(officer))
        .order_by(CaseTask.due_on)
        .limit(_MOST)
    )
    return list(dict.fromkeys(session.scalars(asked)))
