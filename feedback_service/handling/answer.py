"""The answer: drafted by the unit's officer, approved by a second person, and only then sent."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import (
    AnswerMissing,
    ChangedMeanwhile,
    ChangeNotAllowed,
    ReasonMissing,
    SecondPersonNeeded,
)
from feedback_service.handling.conversation import outgoing
from feedback_service.handling.ending import note_end
from feedback_service.handling.joining.following import answer_merged
from feedback_service.handling.joining.shared import require_fit_for_all
from feedback_service.handling.promises import meet, meet_all, resume_answer
from feedback_service.handling.rating.asking import ask_later
from feedback_service.handling.rating.reopening import note_who_approves, require_another
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, Note, Officer
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Clock, Status


def current_answer(session: Session, case: Case) -> Answer | None:
    """The answer in the making, or the last one given."""
    return session.scalars(
        select(Answer).where(Answer.case_id == case.id).order_by(Answer.id.desc()).limit(1)
    ).first()


def save_draft(
    session: Session, case: Case, officer: Officer, text: str, revision: int, now: datetime
) -> Answer:
    """Keeps a draft. `revision` is that of the draft the writer saw, 0 for none.

    Raises ChangedMeanwhile when somebody saved another one since, ChangeNotAllowed while it waits for approval:
    nobody may change a text under the eyes of whoever approves it.
    """
    require(officer, Action.DRAFT, case)
    require_open(case)
    if case.status == Status.AWAITING_APPROVAL:
        raise ChangeNotAllowed
    answer = current_answer(session, case)
    if answer is None or answer.approved_at:
        if revision and answer is None:
            raise ChangedMeanwhile
        answer = Answer(case_id=case.id, text=text, author_id=officer.id, saved_at=now)
        session.add(answer)
    else:
        if answer.revision != revision:
            raise ChangedMeanwhile
        _keep_replaced(session, case, answer, text, officer, now)
        answer.text, answer.author_id, answer.saved_at = text, officer.id, now
    session.flush()
    return answer


def _keep_replaced(
    session: Session, case: Case, answer: Answer, text: str, officer: Officer, now: datetime
) -> None:
    """A colleague's words that are written over stay as a note of theirs: nothing that somebody wrote is lost."""
    before = answer.text.strip()
    if answer.author_id != officer.id and before and before not in text:
        session.add(Note(case_id=case.id, at=now, officer_id=answer.author_id, text=before))


def submit_answer(
    session: Session, case: Case, officer: Officer, text: str, revision: int, pack: Pack, now: datetime
) -> Answer:
    """Hands the answer to whoever approves.

    Raises AnswerMissing, ChangedMeanwhile, ChangeNotAllowed, NamesTheSender.
    """
    if not text.strip():
        raise AnswerMissing
    require_fit_for_all(session, case, text)
    answer = save_draft(session, case, officer, text.strip(), revision, now)
    answer.submitted_at, answer.returned_reason, answer.handed_in = now, "", answer.text
    resume_answer(case, pack, now)
    meet(case, Clock.TRIAGE, now)
    change_status(session, case, Status.AWAITING_APPROVAL, now, officer)
    note_who_approves(session, case, officer, pack, now)
    return answer


def return_answer(session: Session, case: Case, officer: Officer, reason: str, now: datetime) -> None:
    """Back to the writer with a reason. Raises ReasonMissing, AnswerMissing."""
    require(officer, Action.APPROVE, case)
    if not reason.strip():
        raise ReasonMissing
    answer = _submitted(session, case)
    answer.returned_reason, answer.submitted_at = reason.strip(), None
    change_status(session, case, Status.IN_PROGRESS, now, officer, reason=reason.strip())


def approve_answer(
    session: Session, case: Case, officer: Officer, pack: Pack, now: datetime, text: str | None = None
) -> Answer:
    """Sends the answer, also to whoever sent the same. `text`: as the approver changed it; None as handed in.

    Raises SecondPersonNeeded when the approver wrote it himself, AnotherApprover when he approved the one that did not
    solve it, AnswerMissing, NamesTheSender.
    """
    require(officer, Action.APPROVE, case)
    require_open(case)
    answer = _submitted(session, case)
    if answer.author_id == officer.id:
        raise SecondPersonNeeded
    require_another(session, case, officer)
    if text is not None and text.strip() != answer.text:
        _change(session, case, answer, text.strip(), officer, now)
    require_fit_for_all(session, case, answer.text)
    answer.approver_id, answer.approved_at = officer.id, now
    close_answered(session, case, officer, answer.text, pack, now)
    tell_citizen(session, case, "answer", pack, now, key=f"answer:{answer.id}", text=answer.text)
    ask_later(session, case, pack, now)
    return answer


def _change(session: Session, case: Case, answer: Answer, text: str, officer: Officer, now: datetime) -> None:
    if not text:
        raise AnswerMissing
    answer.text = text
    record(session, case, "answer_changed", now, officer)


def close_answered(
    session: Session, case: Case, officer: Officer, text: str, pack: Pack, now: datetime
) -> None:
    """The promise is met by the moment of answering; the words become part of the conversation."""
    meet_all(case, now)
    change_status(session, case, Status.ANSWERED, now, officer)
    note_end(case, pack, now, answered=True)
    session.add(outgoing(case, officer, text, now))
    answer_merged(session, case, officer, text, pack, now)


def _submitted(session: Session, case: Case) -> Answer:
    answer = current_answer(session, case)
    if answer is None or answer.submitted_at is None or answer.approved_at:
        raise AnswerMissing
    return answer
