"""What an office works with beside the case: further units, bodies outside, longer limits, absences, own searches."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId
from feedback_service.records.sealing import SealedJson

_UNDONE = text("done_at IS NULL")
_WAITING = text("answered_on IS NULL AND returned_at IS NULL")


class CaseTask(Base):
    """What a supporting unit is asked to do for a case of another, by a day of its own.

    While it stands, and after it, the unit sees the case. The lead answers the citizen, and its clock waits for nobody.
    """

    __tablename__ = "case_tasks"
    __table_args__ = (
        Index("ix_case_tasks_undone", "unit_code", "due_on", sqlite_where=_UNDONE, postgresql_where=_UNDONE),
        Index("ix_case_tasks_unit", "unit_code", "case_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    unit_code: Mapped[str] = mapped_column(String(40))
    asked: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    asked_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(Date)
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    result: Mapped[str] = mapped_column(Text, default="")
    taken_back_at: Mapped[datetime | None]  # the lead no longer asks for it


class Referral(Base):
    """A phiếu chuyển: the case on its way to a body outside, numbered within its year, followed until answered.

    The letter's own number and date are given by the archives clerk (NĐ 30/2020 Đ15); `number` is ours, for the book.
    """

    __tablename__ = "referrals"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        Index("ix_referrals_waiting", "reply_due_on", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    year: Mapped[int]
    number: Mapped[int]
    unit_code: Mapped[str] = mapped_column(String(40))
    summary: Mapped[str] = mapped_column(Text)
    enclosed: Mapped[str] = mapped_column(Text, default="")
    asks: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[date] = mapped_column(Date, index=True)
    reply_due_on: Mapped[date | None] = mapped_column(Date)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0)
    answered_on: Mapped[date | None] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(Text, default="")
    returned_at: Mapped[datetime | None]  # they sent it back: the case is ours again


class Extension(Base):
    """A limit made longer once, with the law's reason, and the citizen told (gia hạn)."""

    __tablename__ = "extensions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("promises.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    granted: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text)
    article: Mapped[str] = mapped_column(String(200), default="")
    from_due_on: Mapped[date] = mapped_column(Date)
    to_due_on: Mapped[date] = mapped_column(Date)
    refused_reason: Mapped[str] = mapped_column(Text, default="")


class Warned(Base):
    """That a clock was warned of, once for each step: before it ends, on the day, one day late, three days late."""

    __tablename__ = "warned"
    __table_args__ = (UniqueConstraint("promise_id", "step"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("promises.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    step: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]
    told: Mapped[dict[str, Any]]  # {"officers": [ids]}


class MovedPromise(Base):
    """What a changed calendar or rule would make of a promise already given. Moves nothing until somebody decides."""

    __tablename__ = "moved_promises"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    promise_id: Mapped[int] = mapped_column(ForeignKey("promises.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    pack_version: Mapped[int] = mapped_column(index=True)
    from_due_on: Mapped[date] = mapped_column(Date)
    to_due_on: Mapped[date] = mapped_column(Date)
    trace: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    taken: Mapped[bool | None]


class Absence(Base):
    """An officer who is away, and who stands in: the deputy does what the officer may, under his own name."""

    __tablename__ = "absences"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200), default="")
    entered_at: Mapped[datetime]
    entered_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    ended_at: Mapped[datetime | None]  # came back sooner


class Mention(Base):
    """An officer called by name in a note. Seen once the case was opened."""

    __tablename__ = "mentions"
    __table_args__ = (UniqueConstraint("note_id", "officer_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("notes.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    seen_at: Mapped[datetime | None]


class SavedFilter(Base):
    """A search of the queue that an officer wants again. `args` as in the queue's address."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("officer_id", "name"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    name: Mapped[str] = mapped_column(String(60))
    args: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]


class Petitioner(Base):
    """One of several who stand behind a case (Luật TCD Đ29: five and more name who speaks for them)."""

    __tablename__ = "petitioners"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(SealedJson)  # name, address, phone; absent if not given
    phone_fingerprint: Mapped[str | None] = mapped_column(String(32), index=True)
    speaks: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
