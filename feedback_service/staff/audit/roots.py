"""The month's root: one line of print against which the whole log up to then can be proved."""

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import AuditLink

_HERE = timezone(timedelta(hours=7))  # Viet Nam has one time zone


def month_root(session: Session, month: date) -> str:
    """The chain after the last link forged in the month of this day; 64 hex digits, "" where there was none yet."""
    ended = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    moment = datetime(ended.year, ended.month, 1, tzinfo=_HERE)
    asked = select(AuditLink.chain).where(AuditLink.at < moment).order_by(AuditLink.position.desc()).limit(1)
    return session.scalar(asked) or ""
