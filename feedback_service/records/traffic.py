"""What crosses the border of the system: raw events that came in, notifications that go out, work to be done."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedBytes, SealedText
from feedback_service.vocabulary import DeliveryStatus

# Word for word as in the index: taken by a provider, and its last word has not come.
ON_THE_WAY = "status IN ('accepted', 'sent') AND finished_at IS NULL"


class InboundEvent(Base):
    """What a provider sent, word for word, under its own id: the same event twice is one row."""

    __tablename__ = "inbound_events"
    __table_args__ = (
        UniqueConstraint("provider", "event_id"),
        Index("ix_inbound_events_time", "provider", "sent_at"),
        Index("ix_inbound_events_sender", "sender_fingerprint", "id"),
        Index("ix_inbound_events_same_text", "text_fingerprint", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    provider: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str] = mapped_column(String(120))
    received_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]  # the provider's own time, as far as it can be right
    source: Mapped[str] = mapped_column(String(12), default="webhook")  # webhook, reconciled, spooled
    sender_fingerprint: Mapped[str | None] = mapped_column(String(32))
    text_fingerprint: Mapped[str | None] = mapped_column(
        String(32)
    )  # of the folded words: the same from many
    body: Mapped[bytes] = mapped_column(SealedBytes)
    outcome: Mapped[str] = mapped_column(String(24), default="")  # opened, joined, command, thanks, rejected
    reason: Mapped[str] = mapped_column(String(200), default="")
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))


class Notification(Base):
    """A message to the outside: the outbox. Written with the event that it tells, sent after the commit.

    A worker claims it by `lease_token` until `lease_until`. `key` says what it is about ("receipt:12"): one
    message for one fact. `prefer` names the gateway that the citizen wrote to, `refused_by` those that surely
    did not take this message; `rounds` counts what was taken and then did not arrive. `urgent`: also at night.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        Index(
            "ix_notifications_waiting",
            "next_attempt_at",
            sqlite_where=text("next_attempt_at IS NOT NULL"),
            postgresql_where=text("next_attempt_at IS NOT NULL"),
        ),
        Index("ix_notifications_provider_reference", "provider", "provider_reference"),
        Index("ix_notifications_recipient", "recipient_fingerprint", "created_at"),
        Index("ix_notifications_ended", "provider", "finished_at"),
        Index(
            "ix_notifications_faults",
            "provider",
            "created_at",
            sqlite_where=text("error_code <> ''"),
            postgresql_where=text("error_code <> ''"),
        ),
        Index(
            "ix_notifications_on_the_way",
            "sent_at",
            sqlite_where=text(ON_THE_WAY),
            postgresql_where=text(ON_THE_WAY),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"), index=True)
    template: Mapped[str] = mapped_column(String(60))
    medium: Mapped[str] = mapped_column(String(8))  # sms, email
    recipient: Mapped[str] = mapped_column(SealedText)
    recipient_fingerprint: Mapped[str | None] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(SealedText)
    segments: Mapped[int] = mapped_column(default=1)
    status: Mapped[DeliveryStatus] = mapped_column(words(DeliveryStatus), default=DeliveryStatus.CREATED)
    urgent: Mapped[bool] = mapped_column(default=False)
    prefer: Mapped[str] = mapped_column(String(40), default="")
    refused_by: Mapped[str] = mapped_column(String(120), default="")  # names with blanks between
    rounds: Mapped[int] = mapped_column(default=0)
    parts_arrived: Mapped[int] = mapped_column(default=0)  # of a long text, in this round
    provider: Mapped[str] = mapped_column(String(40), default="")
    provider_reference: Mapped[str] = mapped_column(String(120), default="")
    error_code: Mapped[str] = mapped_column(String(40), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime | None]  # None: nothing more to do
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[str] = mapped_column(String(32), default="")
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Job(Base):
    """Work for the worker that must not be lost. `key` unique: the same work is asked for once."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "ix_jobs_waiting",
            "run_at",
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]]
    run_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[str] = mapped_column(String(32), default="")
    finished_at: Mapped[datetime | None]
    failed: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(Text, default="")
