"""A sealed case is shut until its reader opens it: that writes a reading, and lasts a quarter of an hour.

A page may not write, so the page of a sealed case first shows one button. What was opened stands in the signed
cookie, by the case's number and the minute: nothing of it is in an address or a line of the log.
"""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Case, Officer, Reading
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import Visibility

OPEN_FOR = timedelta(minutes=15)
FINISHING = timedelta(minutes=60)  # what was begun while it was open can still be sent
_MOST_OPEN = 8
_OPENED = "opened"

Cookie = MutableMapping[str, Any]


def sealed_number(session: Session, officer: Officer, code: str) -> int | None:
    """The id of a sealed case that the officer may see. One query, the same for any code that is typed."""
    asked = select(Case.id).where(
        Case.code == code.upper(), Case.visibility == Visibility.SEALED, visible_cases(officer)
    )
    return session.scalar(asked)


def open_sealed(session: Session, case: Case, officer: Officer, now: datetime) -> Reading:
    """Writes down that the officer looks. The cookie is the view's, after the commit."""
    reading = Reading(at=now, officer_id=officer.id, case_id=case.id, what="sealed", reason="")
    session.add(reading)
    return reading


def remember_opened(cookie: Cookie, number: int, now: datetime) -> None:
    opened = {**cookie.get(_OPENED, {}), str(number): int(now.timestamp() // 60)}
    newest = sorted(opened.items(), key=lambda one: one[1])[-_MOST_OPEN:]
    cookie[_OPENED] = dict(newest)


def is_open(cookie: Cookie, number: int, now: datetime, limit: timedelta = OPEN_FOR) -> bool:
    minute = cookie.get(_OPENED, {}).get(str(number))
    return minute is not None and now.timestamp() // 60 - minute <= limit.total_seconds() // 60
