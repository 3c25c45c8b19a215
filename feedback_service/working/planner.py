"""Tells SQLite's planner what the tables hold. PostgreSQL looks by itself (autovacuum).

Without it the planner takes every index for equally good: a queue among 100,000 cases may walk the wrong one.
"""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

_ROWS_LOOKED_AT = 1_000  # of each index: milliseconds, whatever the table's size


def tell_planner(session: Session, now: datetime) -> None:
    """A routine of every night, and the last step of whatever brings in many rows at once."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}"))
        session.execute(text("ANALYZE"))


def tell_planner_at_once(session: Session, now: datetime) -> None:
    """After a bulk load PostgreSQL too still plans for the few rows of before, until it looks a minute later."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("ANALYZE"))
    tell_planner(session, now)
