"""A case: one matter of one citizen, and everything that happened to it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.queue_indexes import OPEN as OPEN
from feedback_service.records.queue_indexes import QUEUE_INDEXES
from feedback_service.records.sealing import SealedJson
from feedback_service.records.watch import Phone
from feedback_service.vocabulary import (
    OPEN_STATUSES,
    UNFINISHED,
    Channel,
    Clock,
    Counting,
    EvidenceRole,
    Kind,
    Publication,
    Status,
    Visibility,
)

CALLS = f"channel = '{Channel.HOTLINE.value}'"


class Contact(Base):
    """Who wrote. Its own table, so that nothing reads a name by reading a case; one row a case."""

    __tablename__ = "contacts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    # name, phone (E.164), phone_raw (as it came), email, on_behalf_of, interpreter, language; absent if not given
    details: Mapped[dict[str, Any]] = mapped_column(SealedJson)
    phone_fingerprint: Mapped[str | None] = mapped_column(String(32), index=True)
    opted_out_at: Mapped[datetime | None] = column_property(
        select(Phone.opted_out_at)
        .where(Phone.fingerprint == phone_fingerprint)
        .correlate_except(Phone)
        .scalar_subquery(),
        deferred=True,
    )

    @property
    def phone(self) -> str:
        return str(self.details.get("phone", ""))

    @property
    def email(self) -> str:
        return str(self.details.get("email", ""))


class Case(Base):
    """`sent_at` is when the citizen spoke (a call's time, not its entry); `received_on` the day that counts as
    received for the clocks, the next working day for what came after hours.

    `due_on` is the day of the promise in force, repeated here for the queue's order; `late` is written once.
    `revision` makes the second of two savers fail instead of overwriting the first.
    """

    __tablename__ = "cases"
    # The columns with active_history are those that the kept figures follow (records/tally.py).

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    submission_id: Mapped[str] = mapped_column(String(80), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(64))
    channel: Mapped[Channel] = mapped_column(words(Channel), active_history=True)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String(200), default="")
    why: Mapped[str] = mapped_column(String(200), default="")  # the words that decided, for the queue
    place: Mapped[str] = mapped_column(String(300), default="")
    area_code: Mapped[str] = mapped_column(String(40), default="", active_history=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    anonymous: Mapped[bool] = mapped_column(default=False)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"))

    kind: Mapped[Kind] = mapped_column(words(Kind), active_history=True)
    topic_code: Mapped[str] = mapped_column(String(40), default="", active_history=True)
    unit_code: Mapped[str] = mapped_column(String(40), active_history=True)
    assigned_to: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    confirmed_at: Mapped[datetime | None]
    danger: Mapped[bool] = mapped_column(default=False)
    visibility: Mapped[Visibility] = mapped_column(words(Visibility), active_history=True)
    status: Mapped[Status] = mapped_column(words(Status), active_history=True)
    publication: Mapped[Publication] = mapped_column(
        words(Publication), default=Publication.NONE, active_history=True
    )

    sent_at: Mapped[datetime]
    entered_at: Mapped[datetime]
    received_on: Mapped[date] = mapped_column(Date, active_history=True)
    due_on: Mapped[date] = mapped_column(Date, active_history=True)
    answered_on: Mapped[date | None] = mapped_column(Date, active_history=True)
    closed_on: Mapped[date | None] = mapped_column(Date, active_history=True)
    late: Mapped[bool] = mapped_column(default=False, active_history=True)
    late_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    late_because: Mapped[str] = mapped_column(  # LateReason
        String(24), default="", server_default="", active_history=True
    )
    people: Mapped[int] = mapped_column(default=1, server_default="1")  # how many stand behind it
    rating: Mapped[int | None] = mapped_column(active_history=True)
    rated_on: Mapped[date | None] = mapped_column(Date, active_history=True)
    solved: Mapped[bool | None] = mapped_column(active_history=True)  # says the citizen
    days_taken: Mapped[int | None] = mapped_column(active_history=True)  # working days until it was answered
    reopened_on: Mapped[date | None] = mapped_column(Date, active_history=True)  # the last time
    citizen_wrote_at: Mapped[datetime | None]  # words that no officer has done anything about yet
    revision: Mapped[int] = mapped_column()

    contact: Mapped[Contact | None] = relationship(lazy="raise_on_sql")
    promises: Mapped[list["Promise"]] = relationship(lazy="select", order_by="Promise.id")
    events: Mapped[list["Event"]] = relationship(lazy="raise_on_sql", order_by="Event.id")
    messages: Mapped[list["Message"]] = relationship(lazy="raise_on_sql", order_by="Message.id")
    attachments: Mapped[list["Attachment"]] = relationship(lazy="raise_on_sql", order_by="Attachment.id")
    readers: Mapped[list["CaseReader"]] = relationship(lazy="raise_on_sql")

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        *QUEUE_INDEXES,
        Index("ix_cases_contact", "contact_id"),  # who texts again within half an hour
        Index("ix_cases_unit_received", "unit_code", "received_on"),
        Index(
            "ix_cases_place_topic", "area_code", "topic_code", "received_on"
        ),  # the same again within a year
        Index("ix_cases_publication", "publication", "id"),
        Index("ix_cases_calls", "entered_at", sqlite_where=sql(CALLS), postgresql_where=sql(CALLS)),
    )

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def is_unfinished(self) -> bool:
        """Open, or merged into a case that is: what its sender says is still heard."""
        return self.status in UNFINISHED

    @property
    def headline(self) -> str:
        """What stands in a list: the officer's subject, else the first words of the citizen."""
        if self.subject:
            return self.subject
        first = " ".join(self.text.split())
        return first if len(first) <= 90 else first[:89].rsplit(" ", 1)[0] + "…"


class Promise(Base):
    """A clock that runs on a case. `first_due_on` and `trace` are frozen; pauses and extensions move `due_on`."""

    __tablename__ = "promises"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    clock: Mapped[Clock] = mapped_column(words(Clock))
    rule_code: Mapped[str] = mapped_column(String(60))
    pack_version: Mapped[int]
    article: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int]
    counting: Mapped[Counting] = mapped_column(words(Counting))
    started_at: Mapped[datetime]
    first_due_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime]
    trace: Mapped[dict[str, Any]]  # {"steps": [...]} in the form of handling's deadline rules
    paused_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # superseded, for example by a change of kind
    late: Mapped[bool] = mapped_column(default=False)


class Event(Base):
    """One thing that happened. Only ever added. `officer_id` None: the citizen or the system."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    action: Mapped[str] = mapped_column(String(40))
    details: Mapped[dict[str, Any]]


class Message(Base):
    """The conversation with the citizen. `incoming`: from them; else an officer's question or answer."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    incoming: Mapped[bool]
    channel: Mapped[Channel] = mapped_column(words(Channel))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    text: Mapped[str] = mapped_column(Text)
    # What brought it: a form's submission id or "provider:event". Arriving twice adds it once.
    origin: Mapped[str | None] = mapped_column(String(120), unique=True)


class Note(Base):
    """Between officers. Apart from messages, so that no query for the citizen can show one."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    text: Mapped[str] = mapped_column(Text)


class Attachment(Base):
    """A file, re-encoded, kept by content hash in the data folder. The citizen's file name is not kept."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("case_id", "sha256"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    added_at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    role: Mapped[EvidenceRole] = mapped_column(
        words(EvidenceRole), default=EvidenceRole.NONE, server_default=""
    )
    # A copy with things painted over. The picture that it was made from stays, sealed: only a reveal shows it.
    painted_from: Mapped[int | None] = mapped_column(ForeignKey("attachments.id"))
    sealed: Mapped[bool] = mapped_column(default=False, server_default=sql("false"))


class CaseReader(Base):
    """A person named to a sealed case. Nobody else learns that the case exists."""

    __tablename__ = "case_readers"
    __table_args__ = (UniqueConstraint("case_id", "officer_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"), index=True)
    since: Mapped[datetime]
