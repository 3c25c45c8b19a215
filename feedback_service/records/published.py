"""What the public was told, word for word and for how long; what was taken back; who wants to hear more."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedText
from feedback_service.vocabulary import EvidenceRole, Kind, RemovalReason, Removed, Role


class PublicVersion(Base):
    """A public text as it was let out, never changed. `ended_at`: until when it stood; a correction is the next one.

    `photos`: {"shown": [{"sha256": ..., "role": "before", "caption": ...}]}, part of what `content_hash` freezes.
    `note` tells the readers what was put right.
    """

    __tablename__ = "public_versions"
    __table_args__ = (UniqueConstraint("public_text_id", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_text_id: Mapped[int] = mapped_column(ForeignKey("public_texts.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    photos: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text, default="")
    content_hash: Mapped[str] = mapped_column(String(64))
    author_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    approver_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    published_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PublicCorrection(Base):
    """What shall stand instead of a published text; the published one stays until a second person approves this."""

    __tablename__ = "public_corrections"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_text_id: Mapped[int] = mapped_column(ForeignKey("public_texts.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")  # shown to all
    why: Mapped[RemovalReason] = mapped_column(words(RemovalReason), default=RemovalReason.WRONG)
    author_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    saved_at: Mapped[datetime]
    proposed_at: Mapped[datetime | None]
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}


class PublicPhoto(Base):
    """A public copy of a picture of the case: made anew, smaller, without EXIF; never of a sealed attachment.

    `chosen`: it goes with the text that is being written. What goes with the one that is out stands frozen in
    PublicText.photos; a row that either of them names stays.
    """

    __tablename__ = "public_photos"
    __table_args__ = (UniqueConstraint("public_text_id", "attachment_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_text_id: Mapped[int] = mapped_column(ForeignKey("public_texts.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), index=True)
    role: Mapped[EvidenceRole] = mapped_column(words(EvidenceRole), default=EvidenceRole.NONE)
    caption: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[int] = mapped_column(default=0)
    chosen: Mapped[bool] = mapped_column(default=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]


class Removal(Base):
    """A line of the public ledger: what kind of thing was taken away, why, when, by which role. Never what it said."""

    __tablename__ = "removals"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    public_text_id: Mapped[int | None] = mapped_column(ForeignKey("public_texts.id"), index=True)
    what: Mapped[Removed] = mapped_column(words(Removed))
    why: Mapped[RemovalReason] = mapped_column(words(RemovalReason))
    reason: Mapped[str] = mapped_column(Text, default="")  # shown to all, so looked at for personal data
    kind: Mapped[Kind] = mapped_column(words(Kind))
    role: Mapped[Role | None] = mapped_column(words(Role))  # None: by itself, its time was over
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class Follower(Base):
    """A phone that wants to hear what becomes of a published case. `confirmed_at`: it answered our text."""

    __tablename__ = "followers"
    __table_args__ = (UniqueConstraint("case_id", "phone_fingerprint"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    phone: Mapped[str] = mapped_column(SealedText)
    phone_fingerprint: Mapped[str] = mapped_column(String(32), index=True)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    asked_at: Mapped[datetime] = mapped_column(index=True)  # how many were asked in the last hour
    tries: Mapped[int] = mapped_column(default=0)  # codes typed since
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    told_version: Mapped[int] = mapped_column(default=0)  # the last public version that was told
    told_outcome: Mapped[str] = mapped_column(String(24), default="")  # the last of handling/public: Outcome


class Rating(Base):
    """What a citizen said of an answer. Only ever added; the case keeps the latest."""

    __tablename__ = "ratings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String(24))  # RatedBy
    solved: Mapped[bool | None]
    level: Mapped[int | None]  # 1 to 4
    comment: Mapped[str] = mapped_column(Text, default="")
    officer_id: Mapped[int | None] = mapped_column(
        ForeignKey("officers.id")
    )  # who wrote it down on the phone
    origin: Mapped[str | None] = mapped_column(String(120), unique=True)


class Confirming(Base):
    """A case drawn by lot, whose sender is called to hear whether it was solved: not everybody reads."""

    __tablename__ = "confirmings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    drawn_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(24), default="")  # reached, refused, not_reached
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
