"""What the senders of cases that belong together were told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Case, Notification


def told(session: Session, case: Case) -> list[str]:
    """The templates, in order."""
    return [row.template for row in _sms(session, case)]


def bodies(session: Session, case: Case) -> list[str]:
    return [row.body for row in _sms(session, case)]


def _sms(session: Session, case: Case) -> list[Notification]:
    session.flush()
    asked = select(Notification).where(Notification.case_id == case.id, Notification.medium == "sms")
    return list(session.scalars(asked.order_by(Notification.id)))
