"""What a platform lets us in with. A refresh token works once, so whoever refreshes holds a lease on its row.

    two workers      the row is locked while the lease is taken, and the second one goes away and comes back
    the new pair     is written at once and whole, or not at all
    a lost answer    is tried once more with the old token; where that was used, the platform says so and we alarm

No transaction is open while the platform is spoken to.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.platforms import NotRenewed, Platform, Renewed, Renews
from feedback_service.database import transaction
from feedback_service.notifying.alarms import end_alarm, raise_alarm
from feedback_service.records import PlatformToken, keyring
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import AlarmKind

EARLY = timedelta(minutes=5)
LEASE = timedelta(minutes=2)  # longer than any request may take
SOON = timedelta(days=14)
AGAIN = timedelta(minutes=5)  # after an unclear or temporary end


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody else is refreshing, or it has just failed: come back later."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Nobody gets in before an administrator has connected anew. `code`: why."""

    code: str


@dataclass(frozen=True, slots=True)
class _Lease:
    word: str
    refresh_token: str


def access_to(platform: Platform, now: datetime, *, expired: str = "") -> str | Wait | Shut:
    """An access token, refreshed where it must be. `expired`: the one that the platform has just refused."""
    if not isinstance(platform, Renews):
        return platform.standing_token
    with transaction() as session:
        found = _look(session, platform, now, expired)
    if not isinstance(found, _Lease):
        return found
    ended = platform.renew(found.refresh_token)
    with transaction() as session:
        return _write_down(session, platform.name, found, ended, now)


def row_of(session: Session, provider: str) -> PlatformToken:
    """The provider's row, locked; made where there is none."""
    session.execute(
        insert_into(session, PlatformToken)
        .values(provider=provider, details={}, trouble="")
        .on_conflict_do_nothing(index_elements=["provider"])
    )
    asked = select(PlatformToken).where(PlatformToken.provider == provider).with_for_update()
    return session.scalars(asked, execution_options={"populate_existing": True}).one()


def keep_pair(session: Session, row: PlatformToken, pair: Renewed, now: datetime) -> None:
    """Both tokens in one row and one transaction."""
    row.access_token, row.refresh_token = pair.access_token, pair.refresh_token
    row.expires_at = now + timedelta(seconds=pair.expires_in)
    row.refresh_expires_at = now + timedelta(seconds=pair.refresh_expires_in)
    row.refreshed_at, row.trouble = now, ""
    row.details = {name: value for name, value in row.details.items() if name not in {"lease", "lease_until"}}
    end_alarm(session, AlarmKind.PLATFORM, row.provider, now)


def _look(session: Session, platform: Renews, now: datetime, expired: str) -> str | Wait | Shut | _Lease:
    row = row_of(session, platform.name)  # type: ignore[attr-defined]
    _take_first(row, platform.first_refresh_token, now)
    if row.access_token and row.access_token != expired and row.expires_at and row.expires_at > now + EARLY:
        return row.access_token
    if not row.refresh_token:
        return Shut(row.trouble or "no_token")
    if row.trouble:
        return Shut(row.trouble)
    until = row.details.get("lease_until")
    if until and datetime.fromisoformat(until) > now:
        return Wait()
    lease = _Lease(secrets.token_hex(8), row.refresh_token)
    row.details = {**row.details, "lease": lease.word, "lease_until": (now + LEASE).isoformat()}
    return lease


def _take_first(row: PlatformToken, first: str, now: datetime) -> None:
    """The token of the settings is taken once: when nothing is there, or when the operator put in another one."""
    mark = keyring.fingerprint(f"platform:{first}") if first else ""
    if first and row.details.get("first") != mark:
        row.refresh_token, row.access_token, row.expires_at, row.trouble = first, None, None, ""
        row.refresh_expires_at = None
        row.details = {"first": mark}


def _write_down(
    session: Session, provider: str, lease: _Lease, ended: Renewed | NotRenewed, now: datetime
) -> str | Wait | Shut:
    row = row_of(session, provider)
    if isinstance(ended, Renewed):
        # Even where the lease is over: the old token is used up, so this pair is the only one that works.
        if row.details.get("lease") == lease.word or row.refresh_token == lease.refresh_token:
            keep_pair(session, row, ended, now)
        return ended.access_token
    if row.details.get("lease") != lease.word:
        return Wait()
    if not ended.final:
        row.details = {**row.details, "lease": "", "lease_until": (now + AGAIN).isoformat()}
        return Wait()
    row.trouble = ended.code[:40]
    row.details = {name: value for name, value in row.details.items() if name not in {"lease", "lease_until"}}
    raise_alarm(
        session, AlarmKind.PLATFORM, provider, now, platform=provider, fault="refresh", code=ended.code
    )
    return Shut(row.trouble)


def watch_tokens(session: Session, *, now: datetime) -> None:
    """Says early that a refresh token runs out: somebody has to consent anew, and that takes days in an office."""
    for row in session.scalars(select(PlatformToken).where(PlatformToken.refresh_expires_at.is_not(None))):
        if row.refresh_expires_at and row.refresh_expires_at - now < SOON:
            about = row.provider
            raise_alarm(session, AlarmKind.PLATFORM, about, now, platform=about, fault="refresh_soon")
