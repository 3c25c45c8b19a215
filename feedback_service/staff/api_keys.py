"""Keys of those who send cases by Open311: made by an administrator, shown once, kept as a hash.

A key has 256 bits from the system, so one round of SHA-256 is enough: nobody tries them out.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.records import ApiKey, Lock, Officer
from feedback_service.records.new_rows import insert_into

MOST_AN_HOUR = 300  # cases and updates of one key: a commune has some ten a day
_SEEN = "open311_keys"


class KeyMissing(Fact):
    status = 403
    said = _l("api_key: chưa có, không đúng, hoặc đã bị thu hồi.")


class TooManySent(Fact):
    status = 429
    said = _l("Khoá này đã gửi quá nhiều trong một giờ. Xin gửi lại sau.")


class NameMissing(Fact):
    status = 422
    said = _l("Xin ghi khoá này cấp cho ai.")


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose key it is."""

    id: int
    name: str


def make_key(session: Session, officer: Officer, name: str, email: str, now: datetime) -> tuple[ApiKey, str]:
    """The row, and the key itself: the only time that it can be seen. Raises NameMissing."""
    if not name.strip():
        raise NameMissing
    key = f"eak_{secrets.token_urlsafe(32)}"
    row = ApiKey(
        name=name.strip()[:120],
        email=email.strip()[:255],
        key_hash=_hash(key),
        made_at=now,
        officer_id=officer.id,
    )
    session.add(row)
    session.flush()
    return row, key


def revoke_key(session: Session, number: int, now: datetime) -> None:
    """For good; a second time changes nothing."""
    row = session.get(ApiKey, number)
    if row and row.revoked_at is None:
        row.revoked_at = now


def all_keys(session: Session) -> list[ApiKey]:
    """Those that work first, then the newest."""
    return list(session.scalars(select(ApiKey).order_by(ApiKey.revoked_at.is_not(None), ApiKey.id.desc())))


def find_sender(session: Session, key: str) -> Sender:
    """Raises KeyMissing."""
    hashed, seen = _hash(key), _seen()
    row = session.scalars(select(ApiKey).where(ApiKey.key_hash == hashed)).one_or_none()
    if row is None or row.revoked_at:
        seen.pop(hashed, None)
        raise KeyMissing
    seen[hashed] = Sender(row.id, row.name)
    return seen[hashed]


def sender_seen_before(key: str) -> Sender | None:
    """While the database is away: a key that this process found good before."""
    return _seen().get(_hash(key))


def note_use(session: Session, sender: Sender, now: datetime, today: datetime) -> None:
    """Counts what a key sends, by the hour. `today`: now, in the commune's time. Raises TooManySent."""
    name = f"open311:{sender.id}:{now:%Y%m%d%H}"
    session.execute(
        insert_into(session, Lock).values(key=name, failures=0, since=now).on_conflict_do_nothing()
    )
    hour = session.get_one(Lock, name, with_for_update=True, populate_existing=True)
    if hour.failures >= MOST_AN_HOUR:
        raise TooManySent
    hour.failures += 1
    row = session.get_one(ApiKey, sender.id)
    if row.last_used_on != today.date():
        row.last_used_on = today.date()


def seconds_to_the_hour(now: datetime) -> int:
    later = (now + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    return max(1, int((later - now).total_seconds()))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _seen() -> dict[str, Sender]:
    found: dict[str, Sender] = current_app.extensions.setdefault(_SEEN, {})
    return found
