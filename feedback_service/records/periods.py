"""Reports of a period (plan, part V), and keys of those who send by Open311."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.vocabulary import ReportState


class PeriodReport(Base):
    """One report, "2026-Q1". Bounds and days are kept here: settings may change, a report asked for does not.

    `figures` are frozen when it goes to the head, as they were at the end of `data_on`. `parts`: {section: text}.
    """

    __tablename__ = "period_reports"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    period: Mapped[str] = mapped_column(String(16), unique=True)
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    data_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date, index=True)
    state: Mapped[ReportState] = mapped_column(words(ReportState))
    parts: Mapped[dict[str, Any]]
    figures: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    signing: Mapped[str] = mapped_column(
        String(24), default=""
    )  # of the signing forms of NĐ 30/2020: TM., KT. …
    made_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    head_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    head_at: Mapped[datetime | None]
    chairman_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    signed_at: Mapped[datetime | None]
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}


class UnitReport(Base):
    """A unit's part: what the system counted when it was confirmed, what only the unit knows, and who says so."""

    __tablename__ = "unit_reports"
    __table_args__ = (UniqueConstraint("report_id", "unit_code"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("period_reports.id"))
    unit_code: Mapped[str] = mapped_column(String(40))
    counted: Mapped[dict[str, Any]]
    entered: Mapped[dict[str, Any]]
    remarks: Mapped[str] = mapped_column(Text, default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reminded: Mapped[dict[str, Any]]  # {"10": moment}: days before, or "-1" after
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}


class ApiKey(Base):
    """Somebody who may send cases by Open311. Kept as a hash; shown once."""

    __tablename__ = "api_keys"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(255), default="")
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    revoked_at: Mapped[datetime | None]
    last_used_on: Mapped[date | None] = mapped_column(Date)
