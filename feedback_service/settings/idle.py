"""Accounts that nobody uses: after 45 days without a sign-in they are locked, a week before that a mail says so.

An account that was forgotten is the one that an intruder is not noticed in.
"""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.notifying.tell import mail_officer
from feedback_service.pack.current import current_pack
from feedback_service.records import Officer
from feedback_service.staff.officers import lock

LOCK_AFTER = timedelta(days=45)
WARN_BEFORE = timedelta(days=7)


def lock_idle(session: Session, *, now: datetime) -> None:
    """Every night. Real officers only; the same mail once for each time of silence."""
    open_accounts = select(Officer).where(Officer.active, Officer.locked_at.is_(None), ~Officer.demo)
    for officer in session.scalars(open_accounts.order_by(Officer.id)).all():
        last = last_at_work(officer)
        if now - last >= LOCK_AFTER:
            lock(session, officer, now)
        elif now - last >= LOCK_AFTER - WARN_BEFORE:
            _warn(session, officer, last, now)


def last_at_work(officer: Officer) -> datetime:
    """When the days of silence began: the last sign-in, or when the account was made or opened again."""
    return max(day for day in (officer.current_login_at, officer.idle_from, officer.created_at) if day)


def _warn(session: Session, officer: Officer, last: datetime, now: datetime) -> None:
    words = {
        "name": officer.name,
        "closes": last + LOCK_AFTER,
        "desk": f"{current_app.config['SERVICE'].public_base_url}/can-bo/dang-nhap",
    }
    key = f"idle:{officer.id}:{last:%Y%m%d}"
    mail_officer(session, officer.email, "account_idle", current_pack(session), now, key, **words)
