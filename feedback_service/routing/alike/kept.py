"""Sketches in the database. No verb here commits; a sealed case never has one."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.records import Case, CaseSketch
from feedback_service.records.new_rows import insert_into
from feedback_service.routing.alike.sketch import bands
from feedback_service.staff.visibility import UNSEALED


def keep_sketches(session: Session, sketches: Mapping[int, Iterable[int]]) -> None:
    """Of these cases, by their ids; not of one that was sealed meanwhile. Twice is as good as once."""
    open_ones = session.scalars(
        select(Case.id).where(Case.id.in_(sketches), UNSEALED).order_by(Case.id)
    ).all()
    rows = [{"band": band, "case_id": number} for number in open_ones for band in sketches[number]]
    if rows:
        session.execute(insert_into(session, CaseSketch).on_conflict_do_nothing(), rows)


def public_bands(title: str, summary: str) -> tuple[int, ...]:
    return bands(public_words(title, summary), public=True)


def public_words(title: str, summary: str) -> str:
    """What of a public text tells of the matter; the answer tells of what was done about it."""
    return fold(f"{title}\n{summary}")
