"""Who may not see, and what nobody can take back: bars against an officer or unit, and the log that hangs together."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId


class CaseBar(Base):
    """A case that is about an officer, or about a unit: it is never open to him, or to anybody of it."""

    __tablename__ = "case_bars"
    __table_args__ = (UniqueConstraint("case_id", "officer_id", "unit_code"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    unit_code: Mapped[str] = mapped_column(String(40), default="", index=True)
    reason: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class AuditEntry(Base):
    """A change or a sensitive reading, as it was written. Only ever added; `digest` is SHA-256 over all the rest."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    what: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80), index=True)  # "case:17", "officer:3", "pack:12"
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("cases.id")
    )  # whoever may not see it sees no entry
    details: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))


class AuditLink(Base):
    """The chain: each link holds the one before it. A link is forged for every entry soon after its commit.

    Apart from the entries, so that two officers who save at once do not wait for one another.
    """

    __tablename__ = "audit_links"

    position: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entries.id"), unique=True)
    at: Mapped[datetime]
    chain: Mapped[str] = mapped_column(String(64))  # SHA-256 of the link before and the entry's digest


class Erasing(Base):
    """A row stands here only inside a transaction that erases what the law no longer lets us keep.

    The triggers on events and readings refuse every change and deletion without it (records/erasing.py).
    """

    __tablename__ = "erasing"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    why: Mapped[str] = mapped_column(String(60))
