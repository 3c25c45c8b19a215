"""The worker's errand for cases that ended before their days were counted: it counts them, and with that they are in
the kept figures with all that is known of them (records/tally.py). Bounded, and bears being done twice."""

import time
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.handling.ending import days_taken
from feedback_service.handling.promises import local_day
from feedback_service.pack.current import this_pack
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event

AT_ONCE = 100  # whoever writes on SQLite writes alone
_SECONDS = 20.0
_NOT_COUNTED = (Case.closed_on.is_not(None), Case.days_taken.is_(None))


def count_days(*, now: datetime, seconds: float = _SECONDS) -> int:
    """An errand of the night; the next night goes on where the time was over. Returns how many were counted."""
    pack, done, last, until = this_pack(), 0, 0, time.monotonic() + seconds
    while time.monotonic() < until:
        numbers = _next(last)
        if not numbers:
            break
        with transaction() as session:
            _count(session, numbers, pack)
        done, last = done + len(numbers), numbers[-1]
    return done


def _next(last: int) -> Sequence[int]:
    session = db.session()
    asked = select(Case.id).where(Case.id > last, *_NOT_COUNTED).order_by(Case.id).limit(AT_ONCE)
    found = session.scalars(asked).all()
    session.rollback()
    return found


def _count(session: Session, numbers: Sequence[int], pack: Pack) -> None:
    rated = {
        case_id: local_day(at, pack)
        for case_id, at in session.execute(
            select(Event.case_id, Event.at)
            .where(Event.case_id.in_(numbers), Event.action == "rated")
            .order_by(Event.id)
        )
    }
    for case in session.scalars(select(Case).where(Case.id.in_(numbers), *_NOT_COUNTED).with_for_update()):
        case.days_taken = days_taken(case, pack)
        if case.rating and case.rated_on is None:
            case.rated_on = rated.get(case.id, case.answered_on)
