"""A case that was answered, and what its sender is asked then."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.rating.asking import ask_rating
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Job, Notification, Officer
from feedback_service.vocabulary import Role
from tests.builders.cases import BROKEN_ROAD, NOW, a_case, an_officer

DAY = timedelta(days=1)


def answer(
    session: Session, case: Case, pack: Pack, approver: Officer, writer: Officer, now: datetime = NOW
) -> Case:
    submit_answer(session, case, writer, "Đã vá xong đoạn đường.", 0, pack, now)
    approve_answer(session, case, approver, pack, now)
    session.flush()
    return case


def answered(session: Session, pack: Pack, now: datetime = NOW, **given: object) -> Case:
    case = a_case(session, pack, BROKEN_ROAD, now, **{"unit": "KT", **given})
    writer, head = an_officer(session, unit="KT"), an_officer(session, Role.HEAD, unit="KT")
    return answer(session, case, pack, head, writer, now)


def work_off(session: Session, now: datetime) -> None:
    """What the worker does with the jobs of asking that are due."""
    due = select(Job).where(Job.name == "ask_rating", Job.run_at <= now, Job.finished_at.is_(None))
    for job in session.scalars(due.order_by(Job.id)).all():
        job.finished_at = now
        ask_rating(session, **job.arguments, now=now)
    session.flush()


def asked(session: Session) -> list[str]:
    """The templates of all that was asked, in order."""
    found = select(Notification.template).where(Notification.template.startswith("rate"))
    return list(session.scalars(found.order_by(Notification.id)))


def last_text(session: Session) -> str:
    asked_for = select(Notification.body).where(Notification.medium == "sms")
    return session.scalars(asked_for.order_by(Notification.id.desc()).limit(1)).one()
