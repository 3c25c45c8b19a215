"""What routing learns and tries out: models, lessons, rehearsals; and which cases belong together."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.vocabulary import Kind, ModelState, RehearsalState, Relation


class RoutingModel(Base):
    """A trained model; only its state changes, and `weights` go when it is too old to go back to. One is in force,
    or none: then the one shipped with the pack is. `weights`: arrays as bytes, see routing/learned/storing.py.
    `reason`: words of routing/learning/comparing.py. `figures`: what it reached beside the one in force then.
    """

    __tablename__ = "routing_models"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    made_at: Mapped[datetime]
    state: Mapped[ModelState] = mapped_column(words(ModelState), index=True)
    origin: Mapped[str] = mapped_column(String(40))  # shipped, nightly, asked
    reason: Mapped[str] = mapped_column(Text, default="")
    figures: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))
    weights: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))  # who asked for it
    switched_on_at: Mapped[datetime | None]  # the last time
    switched_on_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))  # None: by the rule


class Lesson(Base):
    """What an officer made of a message: the commune's own training data. Personal data is masked before it is kept.

    Never of a sealed case; goes when its case becomes one. `corrected`: the officer changed what was proposed.
    """

    __tablename__ = "lessons"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    text: Mapped[str] = mapped_column(Text)
    unit_code: Mapped[str] = mapped_column(String(40))
    topic_code: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[Kind] = mapped_column(words(Kind))
    corrected: Mapped[bool]


class Rehearsal(Base):
    """A change of the rules tried over past cases before it is switched on. `change` and `result` are documents
    of routing/rehearsing; `done` of `total` cases are through. Without an officer: the nightly measuring of the
    rules in force, which changes nothing.
    """

    __tablename__ = "rehearsals"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    asked_at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"), index=True)
    pack_version: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    change: Mapped[dict[str, Any]]
    state: Mapped[RehearsalState] = mapped_column(words(RehearsalState))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any]]
    finished_at: Mapped[datetime | None]


class CaseLink(Base):
    """`case_id` belongs to `other_id`: was merged into it, was split off it, tells of it again. Undone, it stays as
    history. `details` of a split: the span of the text, half-open offsets.
    """

    __tablename__ = "case_links"
    __table_args__ = (
        UniqueConstraint("case_id", "other_id", "relation"),
        Index("ix_case_links_other", "other_id", "relation"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    relation: Mapped[Relation] = mapped_column(words(Relation))
    at: Mapped[datetime]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    details: Mapped[dict[str, Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))


class CaseSketch(Base):
    """Bands of a case's MinHash: cases that share one are likely to say the same (routing/alike)."""

    __tablename__ = "case_sketches"

    band: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True, index=True)


class MeToo(Base):
    """Somebody has the same trouble as a public case tells of. `who`: keyed hash, so that one counts once."""

    __tablename__ = "me_toos"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    other_case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
