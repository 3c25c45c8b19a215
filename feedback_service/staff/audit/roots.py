"""The month's root: one line of print against which the whole log up to then can be proved."""

from datetime import date, datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import AuditLink

_HERE = timezone(timedelta(hours=7))  # Viet Nam has one time zone
_MONTHS = 3


def month_root(session: Session, month: date) -> str:
    """The chain after the last link forged in the month of this day; 64 hex digits, "" where there was none yet."""
    ended = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
    moment = datetime(ended.year, ended.month, 1, tzinfo=_HERE)
    asked = select(AuditLink.chain).where(AuditLink.at < moment).order_by(AuditLink.position.desc()).limit(1)
    return session.scalar(asked) or ""


def printed_roots(session: Session, now: datetime) -> list[tuple[str, str]]:
    """("2026-02", root) of the last three months that have ended, the newest first; those before the log are left out.

    What the commune prints of a month is compared with these lines.
    """
    found, month = [], now.astimezone(_HERE).date().replace(day=1)
    for _ in range(_MONTHS):
        month = (month - timedelta(days=1)).replace(day=1)
        root = month_root(session, month)
        if root:
            found.append((f"{month:%Y-%m}", root))
    return found
