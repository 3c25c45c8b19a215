"""One text for several cases: each answer is handed in for approval by itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed
from feedback_service.handling.answer import current_answer, submit_answer
from feedback_service.handling.bulk.plan import DRAFT_STANDS
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer


def answer_alike(
    session: Session, case: Case, officer: Officer, text: str, pack: Pack, now: datetime
) -> None:
    """Raises ChangeNotAllowed where somebody is writing another answer: his words stay."""
    draft = current_answer(session, case)
    if draft and draft.approved_at is None and draft.text.strip():
        raise ChangeNotAllowed(DRAFT_STANDS)
    revision = draft.revision if draft and draft.approved_at is None else 0
    submit_answer(session, case, officer, text, revision, pack, now)
