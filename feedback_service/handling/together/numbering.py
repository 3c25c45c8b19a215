"""The number of a phiếu chuyển in its year: 1, 2, 3, with none left out and none given twice."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.records.desk import Referral

_TURN = 7_301_501  # advisory lock of PostgreSQL


def next_number(session: Session, year: int) -> int:
    """Held until the commit: whoever comes next waits and counts again. What is rolled back leaves no gap.

    On SQLite whoever writes is alone anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    return (session.scalar(select(func.max(Referral.number)).where(Referral.year == year)) or 0) + 1
