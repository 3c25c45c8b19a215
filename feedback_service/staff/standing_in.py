"""Whom an officer stands in for today. Loaded once a request, and then part of what he may and sees.

The deputy acts under his own name; events say for whom (handling/workflow.py).
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from feedback_service.records import Absence, Officer

_LOADED = "acting_for"


def acting_for(officer: object) -> Sequence[Officer]:
    """The absent colleagues, as `load_absent` found them; nobody where it was not asked."""
    found: Sequence[Officer] = getattr(officer, _LOADED, ())
    return found


def load_absent(session: Session, officer: Officer, today: date) -> Sequence[Officer]:
    """`today` is the commune's day. A deputy who is away himself stands in for nobody."""
    officer.__dict__[_LOADED] = ()
    if not away_until(session, officer.id, today):
        absent = select(Officer).join(Absence, Absence.officer_id == Officer.id)
        absent = absent.where(Absence.deputy_id == officer.id, *_on(today), Officer.id != officer.id)
        officer.__dict__[_LOADED] = tuple(session.scalars(absent.order_by(Officer.id)).unique())
    return acting_for(officer)


def is_loaded(officer: Officer) -> bool:
    return _LOADED in officer.__dict__


def away_until(session: Session, officer_id: int, today: date) -> date | None:
    """The last day of the absence that runs today."""
    found = select(Absence.to_on).where(Absence.officer_id == officer_id, *_on(today))
    return session.scalar(found.order_by(Absence.to_on.desc()).limit(1))


def _on(today: date) -> tuple[ColumnElement[bool], ...]:
    return Absence.from_on <= today, Absence.to_on >= today, Absence.ended_at.is_(None)
