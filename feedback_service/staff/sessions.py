"""Sessions of officers: the cookie holds a token, a row its hash, so that each can be seen and ended from elsewhere."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import g, request
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.records import Officer, OfficerSession

LONGEST = timedelta(hours=12)  # a working day with its overtime; then one signs in again
SEEN_EVERY = timedelta(minutes=1)
_MOST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Held:
    """The session of this request, as it was when the request came."""

    id: int
    seen_at: datetime
    proved_at: datetime | None


def held() -> Held | None:
    """None for strangers, and before anybody has asked who is at the desk."""
    found: Held | None = g.get("desk_session")
    return found


def open_session(session: Session, officer: Officer, now: datetime) -> str:
    """Returns the token for the cookie. Whoever comes in has just shown who he is."""
    token = secrets.token_urlsafe(32)
    row = OfficerSession(
        officer_id=officer.id, token_hash=token_hash(token), started_at=now, seen_at=now, proved_at=now
    )
    row.ip = request.remote_addr or ""
    row.agent = request.user_agent.string[:_MOST_AGENT]
    session.add(row)
    session.flush()
    return token


def find_session(session: Session, token: str, identifier: str, now: datetime) -> Officer | None:
    """The officer to whom the token belongs, while the session runs; remembered for this request, see `held`."""
    found = session.execute(
        select(Officer, OfficerSession.id, OfficerSession.seen_at, OfficerSession.proved_at)
        .join(OfficerSession, OfficerSession.officer_id == Officer.id)
        .where(OfficerSession.token_hash == token_hash(token), OfficerSession.ended_at.is_(None))
        .where(OfficerSession.started_at > now - LONGEST)
        .where(Officer.fs_uniquifier == identifier, Officer.active, Officer.locked_at.is_(None))
    ).first()
    if found is None:
        return None
    g.desk_session = Held(found.id, found.seen_at, found.proved_at)
    officer: Officer = found.Officer
    return officer


def open_sessions(session: Session, officer: Officer, now: datetime) -> Sequence[OfficerSession]:
    """Those that run, the newest first."""
    running = (OfficerSession.ended_at.is_(None), OfficerSession.started_at > now - LONGEST)
    mine = select(OfficerSession).where(OfficerSession.officer_id == officer.id, *running)
    return session.scalars(mine.order_by(OfficerSession.seen_at.desc(), OfficerSession.id.desc())).all()


def end_session(session: Session, officer: Officer, number: int, now: datetime) -> None:
    """Of this officer only; one that has ended, or is somebody else's, changes nothing."""
    _end(session, now, OfficerSession.officer_id == officer.id, OfficerSession.id == number)


def end_others(session: Session, officer: Officer, keep: int | None, now: datetime) -> None:
    """All of the officer's sessions but the one with the number `keep` (None: all)."""
    _end(session, now, OfficerSession.officer_id == officer.id, OfficerSession.id != (keep or 0))


def note_proof(session: Session, now: datetime) -> None:
    """The officer has just shown again who he is."""
    here = held()
    if here:
        session.execute(update(OfficerSession).where(OfficerSession.id == here.id).values(proved_at=now))
        g.desk_session = replace(here, proved_at=now)


def note_work(session: Session, number: int, now: datetime) -> None:
    session.execute(update(OfficerSession).where(OfficerSession.id == number).values(seen_at=now))


def token_hash(token: str) -> str:
    """Unkeyed and unsalted: the token has 256 bits of its own."""
    return hashlib.sha256(token.encode()).hexdigest()


def _end(session: Session, now: datetime, *which: object) -> None:
    running = update(OfficerSession).where(OfficerSession.ended_at.is_(None), *which)  # type: ignore[arg-type]
    session.execute(running.values(ended_at=now))
