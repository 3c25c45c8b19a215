"""The log as JSON lines: with it, a program of ten lines proves the chain without this service."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import AuditEntry, AuditLink, Case
from feedback_service.records.audit import canonical
from feedback_service.vocabulary import Visibility

_PORTION = 2_000


def exported(session: Session) -> Iterator[str]:
    """A line for each link. Of a sealed case only the digest is told, which keeps the chain whole."""
    last = 0
    asked = (
        select(AuditLink, AuditEntry, Case.visibility)
        .join(AuditEntry, AuditEntry.id == AuditLink.entry_id)
        .outerjoin(Case, Case.id == AuditEntry.case_id)
    )
    while rows := session.execute(
        asked.where(AuditLink.position > last).order_by(AuditLink.position).limit(_PORTION)
    ).all():
        for link, entry, visibility in rows:
            yield _line(link, entry, visibility == Visibility.SEALED)
        last = rows[-1][0].position
        session.expunge_all()


def _line(link: AuditLink, entry: AuditEntry, sealed: bool) -> str:
    told: dict[str, Any] = {"position": link.position, "digest": entry.digest, "chain": link.chain}
    if not sealed:
        names = ("at", "officer_id", "what", "subject", "case_id", "details")
        told |= json.loads(canonical({name: getattr(entry, name) for name in names}))
    return json.dumps(told, ensure_ascii=False)
