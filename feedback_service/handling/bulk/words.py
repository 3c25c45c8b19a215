"""One text for several cases: each answer is looked at and handed in for approval by itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import AnswerMissing, ChangeNotAllowed
from feedback_service.handling import Finder
from feedback_service.handling.answer import current_answer
from feedback_service.handling.bulk.plan import DRAFT_STANDS
from feedback_service.handling.limits.lateness import explain_lateness
from feedback_service.handling.writing.filling import fill
from feedback_service.handling.writing.handing_in import hand_in
from feedback_service.handling.writing.shown import values_of
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed for all of them. `text` may hold fields ({ma}): each case fills in its own.

    `late`: why those are late that are, `late_sort` which sort of reason (LateReason).
    `knowing`: the officer read the remarks.
    """

    text: str
    late: str = ""
    knowing: bool = False
    late_sort: str = ""


def answer_alike(
    session: Session, case: Case, officer: Officer, words: Words, pack: Pack, now: datetime, finder: Finder
) -> None:
    """Raises ChangeNotAllowed where somebody is writing another answer, since his words stay; LatenessUnexplained;
    and what hand_in raises.
    """
    draft = current_answer(session, case)
    if draft and draft.approved_at is None and draft.text.strip():
        raise ChangeNotAllowed(DRAFT_STANDS)
    if not words.text.strip():
        raise AnswerMissing
    explain_lateness(session, case, officer, words.late, now, words.late_sort)
    text = fill(words.text, values_of(case, pack))
    revision = draft.revision if draft and draft.approved_at is None else 0
    hand_in(session, case, officer, text, revision, pack, now, finder, knowing=words.knowing)
