"""What others were asked for, near its day and past it: looked at once a day, said once, in the log and by mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.limits.warnings import desk_link
from feedback_service.handling.promises import local_day
from feedback_service.handling.together.listing import WAITING
from feedback_service.handling.workflow import record
from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Officer
from feedback_service.records.case import OPEN
from feedback_service.records.desk import CaseTask, Referral
from feedback_service.staff.visibility import may_see
from feedback_service.vocabulary import Role, Status, Visibility

_MOST = 200  # of a sort in one turn; the next day takes the rest
_HELPERS = (Role.OFFICER, Role.HEAD, Role.CLERK)


@dataclass(frozen=True, slots=True)
class Due:
    """`action` is the event that says that it was said; `number` the row that it is about."""

    action: str
    case: Case
    unit: str
    number: int
    on: date


def remind_together(session: Session, now: datetime) -> None:
    """Nothing on a day off. The same again says nothing."""
    pack = current_pack(session)
    days, today = working_calendar(pack.calendar), local_day(now, pack)
    if not days.is_working_day(today):
        return
    tomorrow = days.next_working_day(today)
    for due in [*_tasks(session, today, tomorrow), *_referrals(session, today)]:
        if not _was_said(session, due):
            record(session, due.case, due.action, now, None, unit=due.unit, number_of=due.number)
            _mail(session, due, pack, now)


def _tasks(session: Session, today: date, tomorrow: date) -> Iterator[Due]:
    asked = (
        select(CaseTask, Case)
        .join(Case, Case.id == CaseTask.case_id)
        .where(CaseTask.done_at.is_(None), CaseTask.taken_back_at.is_(None), CaseTask.due_on <= tomorrow)
        .where(text(f"cases.{OPEN}"))
        .order_by(CaseTask.due_on.desc(), CaseTask.id)
        .limit(_MOST)
    )
    for task, case in session.execute(asked):
        yield Due(
            "task_late" if task.due_on < today else "task_soon", case, task.unit_code, task.id, task.due_on
        )


def _referrals(session: Session, today: date) -> Iterator[Due]:
    asked = (
        select(Referral, Case)
        .join(Case, Case.id == Referral.case_id)
        .where(WAITING, Referral.reply_due_on < today, Case.status == Status.PASSED_ON)
        .order_by(Referral.reply_due_on.desc(), Referral.id)
        .limit(_MOST)
    )
    for referral, case in session.execute(asked):
        yield Due("referral_late", case, referral.unit_code, referral.id, referral.reply_due_on or today)


def _was_said(session: Session, due: Due) -> bool:
    said = select(Event.details).where(Event.case_id == due.case.id, Event.action == due.action)
    return any(details.get("number_of") == due.number for details in session.scalars(said))


def _mail(session: Session, due: Due, pack: Pack, now: datetime) -> None:
    """Of a sealed case nothing goes by mail: who may see it finds it at the desk."""
    if due.case.visibility == Visibility.SEALED:
        return
    unit = pack.unit_by_code.get(due.unit)
    for officer in _told(session, due, pack):
        mail_officer(
            session,
            officer.email,
            due.action,
            pack,
            now,
            f"{due.action}:{due.number}:{officer.id}",
            code=due.case.code,
            unit=unit.name.vi if unit else due.unit,
            due=due.on,
            desk=desk_link(due.case),
        )


def _told(session: Session, due: Due, pack: Pack) -> Sequence[Officer]:
    """The unit that was asked; for a body outside, the clerks who follow what was sent there."""
    outside = due.action == "referral_late"
    wanted = select(Officer).where(Officer.active, Officer.demo.is_(False)).order_by(Officer.id)
    if outside:
        wanted = wanted.where(Officer.role == Role.CLERK, Officer.unit_code == pack.commune.triage_unit)
    else:
        wanted = wanted.where(Officer.role.in_(_HELPERS), Officer.unit_code == due.unit)
    return [officer for officer in session.scalars(wanted) if may_see(officer, due.case)]
