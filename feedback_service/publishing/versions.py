"""The versions of a public text, as the desk and the public see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.public.versions import current_version, versions_of
from feedback_service.handling.writing.changes import Stretch, changes
from feedback_service.publishing.correcting import correct_public_text, find_correction
from feedback_service.publishing.public_text import withdraw_public_text
from feedback_service.records import PublicCorrection, PublicText, PublicVersion

__all__ = [
    "Corrected",
    "Difference",
    "correct_public_text",
    "corrections_of",
    "current_version",
    "difference",
    "find_correction",
    "versions_of",
    "withdraw_public_text",
]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A line of the trace that everybody reads: when, and what was put right. Never the old words."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What a correction changes, field by field, word by word."""

    title: tuple[Stretch, ...]
    summary: tuple[Stretch, ...]
    answer: tuple[Stretch, ...]


def corrections_of(session: Session, code: str) -> tuple[Corrected, ...]:
    """Oldest first, of the text with this code."""
    asked = (
        select(PublicVersion.published_at, PublicVersion.note)
        .join(PublicText, PublicText.id == PublicVersion.public_text_id)
        .where(PublicText.code == code, PublicVersion.note != "")
        .order_by(PublicVersion.number)
    )
    return tuple(Corrected(at, note) for at, note in session.execute(asked))


def difference(text: PublicText, correction: PublicCorrection) -> Difference:
    return Difference(
        title=changes(text.title, correction.title),
        summary=changes(text.summary, correction.summary),
        answer=changes(text.answer, correction.answer),
    )
