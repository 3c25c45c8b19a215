"""Who has a part in a case, for its page; and what waits, for the line above the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.together.referring import is_waiting
from feedback_service.handling.together.tasks import may_finish
from feedback_service.records import Case, Officer
from feedback_service.records.desk import CaseTask, Referral
from feedback_service.staff.permissions import Action, may, may_anywhere
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import Status, Visibility

_MOST = 50
_MOST_LATE = 20


@dataclass(frozen=True, slots=True)
class TaskLine:
    task: CaseTask
    done_by: str
    late: bool
    may_finish: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class ReferralLine:
    referral: Referral
    code: str
    late: bool
    waiting: bool
    may_follow: bool


@dataclass(frozen=True, slots=True)
class Together:
    tasks: Sequence[TaskLine]
    referrals: Sequence[ReferralLine]
    may_ask: bool

    def __bool__(self) -> bool:
        return bool(self.tasks or self.referrals)


def together_on(session: Session, case: Case, officer: Officer, today: date) -> Together:
    """Two reads by the case's key, and one for the names."""
    tasks = session.scalars(
        select(CaseTask).where(CaseTask.case_id == case.id).order_by(CaseTask.id).limit(_MOST)
    ).all()
    referrals = session.scalars(
        select(Referral).where(Referral.case_id == case.id).order_by(Referral.id.desc()).limit(_MOST)
    ).all()
    leads = case.is_open and may(officer, Action.CONFIRM, case)
    names = _names(session, tasks)
    return Together(
        tasks=[_task_line(task, officer, today, names, leads) for task in tasks],
        referrals=[_referral_line(one, case, officer, today) for one in referrals],
        may_ask=leads and case.visibility != Visibility.SEALED,
    )


def overdue_referrals(session: Session, officer: Officer, today: date) -> Sequence[ReferralLine]:
    """Nobody out there has answered: whoever follows referrals sees it above the queue until something comes of it."""
    if not may_anywhere(officer, Action.SEE_SENDER):  # clerks and leaders, who follow everything
        return ()
    asked = (
        select(Referral, Case)
        .join(Case, Case.id == Referral.case_id)
        .where(Referral.answered_on.is_(None), Referral.returned_at.is_(None), Referral.reply_due_on < today)
        .where(visible_cases(officer))
        .order_by(Referral.reply_due_on, Referral.id)
        .limit(_MOST_LATE)
    )
    return [_referral_line(referral, case, officer, today) for referral, case in session.execute(asked)]


def _task_line(task: CaseTask, officer: Officer, today: date, names: dict[int, str], leads: bool) -> TaskLine:
    undone = task.done_at is None and task.taken_back_at is None
    return TaskLine(
        task=task,
        done_by=names.get(task.done_by or 0, ""),
        late=undone and task.due_on < today,
        may_finish=undone and may_finish(officer, task),
        may_take_back=undone and leads,
    )


def _referral_line(referral: Referral, case: Case, officer: Officer, today: date) -> ReferralLine:
    waiting = is_waiting(referral) and case.status == Status.PASSED_ON
    return ReferralLine(
        referral=referral,
        code=case.code,
        late=waiting and referral.reply_due_on is not None and referral.reply_due_on < today,
        waiting=waiting,
        may_follow=waiting and may(officer, Action.TRANSFER, case),
    )


def _names(session: Session, tasks: Sequence[CaseTask]) -> dict[int, str]:
    numbers = {task.done_by for task in tasks if task.done_by}
    if not numbers:
        return {}
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(numbers)))
    return {number: name for number, name in rows}
