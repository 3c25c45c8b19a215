"""The map of the site (sitemaps.org): an index, and pages of 10,000 numbers, by key and not by counting.

The standard would let a page hold 50,000; then whoever asks first waits for a third of a second.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.queries import published
from feedback_service.records import Case, PublicText

MOST = 10_000
FIXED = (
    "/",
    "/gui",
    "/ket-qua",
    "/hoi-dap",
    "/thong-ke",
    "/kenh-tiep-nhan",
    "/rieng-tu",
    "/du-lieu-mo",
    "/nhung/huong-dan",
)


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    changed_at: datetime | None


def pages(session: Session) -> int:
    """How many pages of results there are: one for each 10,000 numbers given, so that a page keeps its cases."""
    newest = session.scalar(select(func.max(PublicText.id))) or 0
    return 1 + newest // MOST


def results_on(session: Session, page: int) -> list[Place]:
    """`page` from 1. Only what may be read, with when it changed."""
    first = (page - 1) * MOST
    rows = session.execute(
        select(PublicText.code, PublicText.changed_at)
        .join(Case, Case.id == PublicText.case_id)
        .where(*published(), PublicText.id >= first, PublicText.id < first + MOST)
        .order_by(PublicText.id)
    )
    return [Place(f"/ket-qua/{code}", changed_at) for code, changed_at in rows]
