"""The commune's own words: the answer to the citizen, and the public text written apart from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.vocabulary import Kind, Publication


class Answer(Base):
    """One answer in the making; a reopened case gets another row. `returned_reason` is the head's."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    handed_in: Mapped[str] = mapped_column(
        Text, default="", server_default=""
    )  # before whoever approves changed it
    author_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    returned_reason: Mapped[str] = mapped_column(Text, default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    approved_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}


class PublicText(Base):
    """All that the public may read of a case: nothing else of it ever leaves.

    It repeats the facts that a public page shows, as they were when published, so that public pages read this
    table alone and never the citizen's words.
    """

    __tablename__ = "public_texts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    state: Mapped[Publication] = mapped_column(words(Publication))
    title: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    proposed_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None] = mapped_column(
        index=True
    )  # anything that the public sees: for feeds
    correction: Mapped[str] = mapped_column(
        Text, default="", server_default=""
    )  # what was put right, to be read
    photos: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}"
    )  # as PublicVersion's, with width and height
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    kind: Mapped[Kind] = mapped_column(words(Kind))
    unit_code: Mapped[str] = mapped_column(String(40))
    topic_code: Mapped[str] = mapped_column(String(40), default="")
    area_code: Mapped[str] = mapped_column(String(40), default="")
    received_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    answered_on: Mapped[date | None] = mapped_column(Date)
    late: Mapped[bool] = mapped_column(default=False)
    procedure_code: Mapped[str] = mapped_column(
        String(40), default="", server_default=""
    )  # of the pack: a question about it shows its papers, fee and days
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}
    __table_args__ = (
        Index("ix_public_texts_newest", "state", "answered_on", "id"),
        Index("ix_public_texts_received", "state", "received_on", "id"),  # Open311's 90 days
        # publishing/paths.py: a list follows the one that is rarest by its nature.
        Index("ix_public_texts_unit", "state", "unit_code", "answered_on", "id"),
        Index("ix_public_texts_topic", "state", "topic_code", "answered_on", "id"),
        Index("ix_public_texts_area", "state", "area_code", "answered_on", "id"),
        Index("ix_public_texts_kind", "state", "kind", "answered_on", "id"),
        Index("ix_public_texts_questions", "state", "kind", "topic_code", "answered_on", "id"),
    )
