"""What a person may ask about the data on them, what is deleted when its time is over, and books taken over."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedJson
from feedback_service.vocabulary import ImportState, PersonAsks


class PersonRequest(Base):
    """Somebody asks what is held about a number, or wants it corrected, handed out or erased (NĐ 356/2025 Đ5)."""

    __tablename__ = "person_requests"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    asks: Mapped[PersonAsks] = mapped_column(words(PersonAsks))
    phone_fingerprint: Mapped[str] = mapped_column(String(32), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(SealedJson)  # phone, name, words, how it was proved
    received_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(Date, index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    refused: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str] = mapped_column(Text, default="")


class Tombstone(Base):
    """Where a case stood whose words are gone: enough for the figures and for "it existed", and for nothing else."""

    __tablename__ = "tombstones"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    erased_at: Mapped[datetime]
    rule: Mapped[str] = mapped_column(String(60))  # of retention, or "person_request:17"
    what: Mapped[dict[str, Any]]  # how many of what: {"messages": 3, "files": 2}


class RetentionRun(Base):
    """One run of the rules that say how long data is kept. `dry`: nothing was touched."""

    __tablename__ = "retention_runs"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    dry: Mapped[bool]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    counts: Mapped[dict[str, Any]]  # rule → how many cases


class BookImport(Base):
    """A book kept until now in a spreadsheet, on its way in: looked at first, then taken over row by row."""

    __tablename__ = "book_imports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    state: Mapped[ImportState] = mapped_column(words(ImportState))
    file_name: Mapped[str] = mapped_column(String(200))
    rows: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    columns: Mapped[dict[str, Any]]  # which column is what
    report: Mapped[dict[str, Any]]
    done_rows: Mapped[int] = mapped_column(default=0)
    all_rows: Mapped[int] = mapped_column(default=0)
