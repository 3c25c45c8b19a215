"""How an officer proves who he is: second factors, sessions, and the half-yearly look at who still needs to get in."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId


class Passkey(Base):
    """A WebAuthn credential of an officer's device."""

    __tablename__ = "passkeys"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """For the day the phone is lost: each works once. Only a keyed hash is kept."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("officer_id", "code_hash"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class OfficerSession(Base):
    """One sign-in that has not ended. The cookie holds a token, this row its hash: ending the row ends the session.

    `proved_at`: when a second factor was last shown; sealed cases and settings ask for a fresh one.
    """

    __tablename__ = "officer_sessions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    ip: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[str] = mapped_column(String(200), default="")
    ended_at: Mapped[datetime | None]


class AccessReview(Base):
    """Twice a year: this officer still needs this access, or no longer does."""

    __tablename__ = "access_reviews"
    __table_args__ = (UniqueConstraint("half_year", "officer_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    half_year: Mapped[str] = mapped_column(String(8))  # "2026-H2"
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    reviewed_at: Mapped[datetime]
    reviewed_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    keeps: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(200), default="")
