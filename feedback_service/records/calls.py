"""Calls: those that came in, those that are owed, what is written down while talking, and paper slips."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedBytes, SealedJson, SealedText
from feedback_service.vocabulary import CallBackReason, CallEnd, CallSource, ImportState, NoCaseReason


class Call(Base):
    """One call, whoever told us of it; a call may bring no case, or several (`case_id` is the first).

    `source_id` is the source's own: the same call twice is one row. `started_at` is when the phone rang,
    `entered_at` when we were told. `talk_seconds` 0 where nobody answered.
    """

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index("ix_calls_started", "started_at"),
        Index("ix_calls_caller", "caller_fingerprint", "started_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source: Mapped[CallSource] = mapped_column(words(CallSource))
    source_id: Mapped[str] = mapped_column(String(120))
    caller: Mapped[str] = mapped_column(SealedText)  # E.164, else what the display showed; "" where withheld
    caller_fingerprint: Mapped[str | None] = mapped_column(String(32))
    started_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    talk_seconds: Mapped[int] = mapped_column(default=0)
    end: Mapped[CallEnd | None] = mapped_column(words(CallEnd))  # None while it goes on
    no_case: Mapped[NoCaseReason | None] = mapped_column(words(NoCaseReason))  # why it opened none
    said: Mapped[str] = mapped_column(SealedText, default="")  # what was written of a call without a case
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)


class CallBack(Base):
    """Somebody is owed a call until `due_at`. `key` says why ("missed:<fingerprint>", "undelivered:12"): one
    debt for one reason. Paid when `done_at` is set; a try that reached nobody counts in `tries`.
    """

    __tablename__ = "call_backs"
    __table_args__ = (
        Index(
            "ix_call_backs_owed",
            "due_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    reason: Mapped[CallBackReason] = mapped_column(words(CallBackReason))
    phone: Mapped[str] = mapped_column(SealedText)
    phone_fingerprint: Mapped[str | None] = mapped_column(String(32), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    calls: Mapped[int] = mapped_column(default=1)  # how often the caller tried, for missed calls
    tries: Mapped[int] = mapped_column(default=0)
    last_try_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    said: Mapped[str] = mapped_column(SealedText, default="")  # what came of it, in the officer's words
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class CallSheet(Base):
    """What an officer has typed while talking, saved by itself until it is logged. By the sheet's own id."""

    __tablename__ = "call_sheets"

    submission_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    saved_at: Mapped[datetime]


class Slip(Base):
    """A paper slip with a number on it, for calls in a power cut. Every number is accounted for: entered
    (`case_id`), or void with a reason.
    """

    __tablename__ = "slips"

    number: Mapped[int] = mapped_column(primary_key=True)
    printed_at: Mapped[datetime]
    printed_by: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    entered_at: Mapped[datetime | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    void_reason: Mapped[str] = mapped_column(String(200), default="")


class CallImport(Base):
    """A list of calls from an exchange: looked at, then taken in row by row. `faults` lists {line, said}."""

    __tablename__ = "call_imports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    created_at: Mapped[datetime]
    content: Mapped[bytes] = mapped_column(SealedBytes)
    columns: Mapped[dict[str, Any]]  # which column of the list is what
    state: Mapped[ImportState] = mapped_column(words(ImportState))
    rows: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)  # were here before
    faults: Mapped[dict[str, Any]]  # {"rows": [{"line": 3, "said": "…"}, …]}
    finished_at: Mapped[datetime | None]


class Recording(Base):
    """A voice message, sealed on disk under `sha256` of the sealed bytes. Deleted after `delete_on`."""

    __tablename__ = "recordings"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source_id: Mapped[str] = mapped_column(String(120), unique=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    address: Mapped[str] = mapped_column(Text, default="")  # where the provider keeps it
    sha256: Mapped[str] = mapped_column(String(64), default="")  # "" until it is fetched
    media_type: Mapped[str] = mapped_column(String(60), default="")
    seconds: Mapped[int] = mapped_column(default=0)
    recorded_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    delete_on: Mapped[date] = mapped_column(Date)
    deleted_at: Mapped[datetime | None]
