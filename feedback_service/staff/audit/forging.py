"""The chain: each link is SHA-256 of the link before it and of an entry's digest, so no entry changes unnoticed."""

import hashlib
from datetime import datetime

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.records import AuditEntry, AuditLink

AT_ONCE = 2_000
_LOCK = 0x6175646974  # PostgreSQL's advisory lock of this work ("audit"); SQLite has one writer anyway
_LOOK_BACK = 20_000  # entries: a transaction that began before the newest link may commit after it
BEGINNING = "0" * 64


def link_of(before: str, digest: str) -> str:
    """64 hex digits."""
    return hashlib.sha256(f"{before}{digest}".encode()).hexdigest()


def forge_audit_chain(*, now: datetime, everything: bool = False) -> int:
    """An errand of every minute. Returns how many links were forged.

    `everything`: looks for entries without a link from the first one on, and not only among the newest.
    """
    forged = 0
    while True:
        with transaction() as session:
            portion = forge(session, now, everything)
        forged += portion
        if portion < AT_ONCE:
            return forged


def forge(session: Session, now: datetime, everything: bool = False) -> int:
    """One portion. Positions have no gap: whoever forges at the same time waits."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    newest = session.scalar(select(func.max(AuditLink.entry_id))) or 0
    asked = (
        select(AuditEntry.id, AuditEntry.digest)
        .outerjoin(AuditLink, AuditLink.entry_id == AuditEntry.id)
        .where(AuditLink.position.is_(None), AuditEntry.id > (0 if everything else newest - _LOOK_BACK))
    )
    last = session.execute(
        select(AuditLink.position, AuditLink.chain).order_by(AuditLink.position.desc()).limit(1)
    ).first()
    position, chain = last if last else (0, BEGINNING)
    links = []
    for entry_id, digest in session.execute(asked.order_by(AuditEntry.id).limit(AT_ONCE)):
        position, chain = position + 1, link_of(chain, digest)
        links.append({"position": position, "entry_id": entry_id, "at": now, "chain": chain})
    if links:
        session.execute(insert(AuditLink), links)
    return len(links)
