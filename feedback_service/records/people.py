"""Officers, what they may not forget, and locks against guessing."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedText
from feedback_service.vocabulary import Role


class Officer(Base):
    """Somebody who signs in. `unit_code` is empty for roles that stand above the units."""

    __tablename__ = "officers"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(words(Role))
    unit_code: Mapped[str] = mapped_column(String(40), default="")
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]
    current_login_at: Mapped[datetime | None]
    last_login_ip: Mapped[str | None] = mapped_column(String(64))
    current_login_ip: Mapped[str | None] = mapped_column(String(64))
    login_count: Mapped[int] = mapped_column(default=0)
    totp_secret: Mapped[str | None] = mapped_column(SealedText)
    totp_since: Mapped[datetime | None]  # None while the secret is not confirmed by a first code
    totp_last_step: Mapped[int | None]  # the time step of the last code: the same code does not work twice
    locked_at: Mapped[datetime | None]  # by 45 days without a sign-in, or by an access review
    idle_from: Mapped[datetime | None]  # opened again after a lock: days without a sign-in count from here
    left_on: Mapped[datetime | None]  # gone for good: everything was handed over
    alerts: Mapped[dict[str, Any] | None]  # which mails the officer wants; None: the usual ones

    # What Flask-Login asks of somebody who signs in.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.active

    def get_id(self) -> str:
        """Changes with the password, which ends every session."""
        return self.fs_uniquifier


class Lock(Base):
    """Wrong guesses at one thing (a case's PIN, an account): `until` is when it opens again."""

    __tablename__ = "locks"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Reading(Base):
    """Somebody looked at what is not open to all: a sender, a sealed case. Only ever added."""

    __tablename__ = "readings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    what: Mapped[str] = mapped_column(String(40))  # contact, sealed
    reason: Mapped[str] = mapped_column(Text, default="")


class PackVersion(Base):
    """The commune pack as it was from `loaded_at` on. Never changed: a new version is a new row.

    `files_hash` tells the files that it stands on; what was changed on screen stands on those of the version before.
    """

    __tablename__ = "pack_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    loaded_at: Mapped[datetime]
    author: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text, default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    files_hash: Mapped[str] = mapped_column(String(64), default="")  # "": the same as content_hash
    document: Mapped[dict[str, Any]]
