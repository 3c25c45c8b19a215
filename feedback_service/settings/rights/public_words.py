"""What becomes of the public text when the words of a case go.

The text that is out stays: two people found nobody in it, and who published it is asked to read it once more. What was
never let out, was withdrawn, or was put right since, is rewritten as the case is.
"""

from collections.abc import Callable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.records import Case, PublicCorrection, PublicText, PublicVersion
from feedback_service.vocabulary import Publication, RemovalReason

_WORDS = ("title", "summary", "answer")


def why_gone(rule: str) -> RemovalReason:
    """Of the pictures that go with the files: somebody asked, or their time was over."""
    return RemovalReason.ON_REQUEST if rule.startswith("person_request") else RemovalReason.OTHER


def forget_public_words(session: Session, case: Case, rewrite: Callable[[str], str]) -> None:
    """`rewrite` as in forgetting.forget_case."""
    text = session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one_or_none()
    if text is None:
        return
    session.execute(delete(PublicCorrection).where(PublicCorrection.public_text_id == text.id))
    ended = select(PublicVersion).where(
        PublicVersion.public_text_id == text.id, PublicVersion.ended_at.is_not(None)
    )
    for version in session.scalars(ended):
        _rewrite(version, rewrite)
        version.photos = {}
    if text.state != Publication.PUBLISHED:
        _rewrite(text, rewrite)
        text.reason, text.photos = rewrite(text.reason), {}
        text.folded = fold(" ".join([text.code, text.title, text.summary, text.answer]))


def _rewrite(row: PublicText | PublicVersion, rewrite: Callable[[str], str]) -> None:
    for name in _WORDS:
        setattr(row, name, rewrite(getattr(row, name)))
    row.title = row.title[:200]
