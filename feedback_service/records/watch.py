"""What is watched: numbers with wishes, gateways that must live, alarms and who is woken by them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedText
from feedback_service.vocabulary import AlarmKind


class Phone(Base):
    """What is known of a number, whatever its cases. Most numbers have no row."""

    __tablename__ = "phones"

    fingerprint: Mapped[str] = mapped_column(String(32), primary_key=True)
    opted_out_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]  # a provider said that no SMS arrives there


class GatewayBeat(Base):
    """The last sign of life of a gateway's device. `details`: battery in per cent, charging, signal …"""

    __tablename__ = "gateway_beats"

    provider: Mapped[str] = mapped_column(String(40), primary_key=True)
    device: Mapped[str] = mapped_column(String(80), primary_key=True)
    seen_at: Mapped[datetime]
    clock_off_seconds: Mapped[int] = mapped_column(default=0)
    details: Mapped[dict[str, Any]]


class LedgerDay(Base):
    """What a provider says that it received on a day, beside what we have: cases + joined + … = received.

    `received` None: this provider cannot be asked. `counts`: our events of the day by outcome.
    """

    __tablename__ = "ledger_days"

    provider: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    received: Mapped[int | None]
    counts: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]


class Alarm(Base):
    """Raised once for a fact while it lasts: of one `key` only one is open at a time.

    `step` counts who was told; at `next_step_at` the next one is, unless somebody has acknowledged it. Of one
    fire that fifty people report (`group_key`: place and danger, or the words) the first alarm wakes somebody;
    the others stand under it, as their `head_id` says.
    """

    __tablename__ = "alarms"
    __table_args__ = (
        Index(
            "uq_alarms_open",
            "key",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_alarms_next_step",
            "next_step_at",
            sqlite_where=text("next_step_at IS NOT NULL"),
            postgresql_where=text("next_step_at IS NOT NULL"),
        ),
        Index(
            "ix_alarms_group",
            "group_key",
            "raised_at",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[AlarmKind] = mapped_column(words(AlarmKind))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    group_key: Mapped[str] = mapped_column(String(40), default="")
    head_id: Mapped[int | None] = mapped_column(ForeignKey("alarms.id"), index=True)
    details: Mapped[dict[str, Any]]
    raised_at: Mapped[datetime]
    step: Mapped[int] = mapped_column(default=0)
    next_step_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str] = mapped_column(String(120), default="")  # an officer's or duty phone's name
    ended_at: Mapped[datetime | None]


class DutyPhone(Base):
    """Who is woken when a life may depend on it, in the order of `position`."""

    __tablename__ = "duty_phones"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(SealedText)
    fingerprint: Mapped[str] = mapped_column(String(32), unique=True)
    position: Mapped[int]
