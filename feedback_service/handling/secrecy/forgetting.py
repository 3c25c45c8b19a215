"""What is kept beside a case so that others are found or learned by it; of a sealed one nothing of that is left."""

from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from feedback_service.records import Case, CaseLink, CaseSketch, Lesson
from feedback_service.vocabulary import Relation


def forget_likeness(session: Session, case: Case, now: datetime) -> None:
    """The case became sealed, or another place or topic: the worker looks at what may be looked at again."""
    session.execute(delete(CaseSketch).where(CaseSketch.case_id == case.id))
    session.execute(
        update(CaseLink)
        .where(or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id))
        .where(CaseLink.relation == Relation.REPEATED, CaseLink.undone_at.is_(None))
        .values(undone_at=now)
    )


def forget_lesson(session: Session, case: Case) -> None:
    """Routing learns nothing from it."""
    session.execute(delete(Lesson).where(Lesson.case_id == case.id))
