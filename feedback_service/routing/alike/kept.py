"""Sketches in the database. No verb here commits; a sealed case never has one."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.records import Case, CaseLink, CaseSketch
from feedback_service.records.new_rows import insert_into
from feedback_service.routing.alike.sketch import bands
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import Relation


def keep_sketches(session: Session, sketches: Mapping[int, Iterable[int]]) -> None:
    """Of these cases, by their ids; not of one that was sealed meanwhile. Twice is as good as once."""
    open_ones = session.scalars(
        select(Case.id).where(Case.id.in_(sketches), UNSEALED).order_by(Case.id)
    ).all()
    rows = [{"band": band, "case_id": number} for number in open_ones for band in sketches[number]]
    if rows:
        session.execute(insert_into(session, CaseSketch).on_conflict_do_nothing(), rows)


def forget_likeness(session: Session, case: Case, now: datetime) -> None:
    """The case became sealed, or another place or topic: the worker looks at what may be looked at again."""
    session.execute(delete(CaseSketch).where(CaseSketch.case_id == case.id))
    session.execute(
        update(CaseLink)
        .where(or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id))
        .where(CaseLink.relation == Relation.REPEATED, CaseLink.undone_at.is_(None))
        .values(undone_at=now)
    )


def public_bands(title: str, summary: str) -> tuple[int, ...]:
    return bands(public_words(title, summary), public=True)


def public_words(title: str, summary: str) -> str:
    """What of a public text tells of the matter; the answer tells of what was done about it."""
    return fold(f"{title}\n{summary}")
