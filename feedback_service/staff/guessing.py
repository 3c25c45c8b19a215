"""Against guessing: wrong attempts at one thing are counted, and it closes for longer and longer.

The key holds a keyed hash and no address, and is kept for names that nobody has as well: that something is
locked tells nothing about who exists.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from feedback_service.records import Lock, keyring
from feedback_service.records.new_rows import insert_into

FREE_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)  # an attacker must not be able to shut an officer out for a day
FORGET_AFTER = timedelta(hours=12)


def wait_after(failures: int) -> timedelta:
    """How long it stays closed after that many wrong attempts in a row."""
    if failures < FREE_ATTEMPTS:
        return timedelta()
    doubled: int = 2 ** min(failures - FREE_ATTEMPTS, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def key_for(what: str, name: str) -> str:
    return f"{what}:{keyring.fingerprint(name.strip().casefold())}"


def count_attempt(
    session: Session, key: str, now: datetime, wait_after: Callable[[int], timedelta] = wait_after
) -> datetime | None:
    """Counts an attempt before it is judged, so that a hundred at once are a hundred. A right one forgives.

    `wait_after` says how long it closes after so many attempts. Returns until when it is closed; None: go on.
    """
    lock = _lock(session, key, now)
    if lock.until and lock.until > now:
        return lock.until
    if now - lock.since > FORGET_AFTER:
        lock.failures = 0
    lock.failures, lock.since = lock.failures + 1, now
    wait = wait_after(lock.failures)
    lock.until = now + wait if wait else None
    return None


def forget_old(session: Session, now: datetime) -> None:
    """Drops locks that mean nothing any more, so that made-up names do not fill the table."""
    session.execute(delete(Lock).where(Lock.since < now - FORGET_AFTER))


def forgive(session: Session, key: str) -> None:
    lock = session.get(Lock, key)
    if lock:
        session.delete(lock)


def _lock(session: Session, key: str, now: datetime) -> Lock:
    """The row for the key, held until the commit."""
    session.execute(
        insert_into(session, Lock).values(key=key, failures=0, since=now).on_conflict_do_nothing()
    )
    return session.get_one(Lock, key, with_for_update=True, populate_existing=True)
