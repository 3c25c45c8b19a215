"""The plan's media (part III): bulletins, posts, what hangs where, and what was done for each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId, words
from feedback_service.records.sealing import SealedText
from feedback_service.vocabulary import Material, PaperState, PostState

_WAITING = text("state IN ('approved', 'sending', 'checking')")


class Bulletin(Base):
    """A script for the loudspeakers. `parts`: {"parts": [{"part": "opening", "text": ...}]}, frozen by its hash."""

    __tablename__ = "bulletins"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    since: Mapped[date] = mapped_column(Date)
    until: Mapped[date] = mapped_column(Date)
    on_air_on: Mapped[date | None] = mapped_column(Date)
    title: Mapped[str] = mapped_column(String(200))
    parts: Mapped[dict[str, Any]]
    state: Mapped[PaperState] = mapped_column(words(PaperState), index=True)
    seconds: Mapped[int] = mapped_column(default=0)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # handed back, or withdrawn
    author_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    made_at: Mapped[datetime]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    approved_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}


class BulletinItem(Base):
    """A published result told in a bulletin, as it was then: a correction must be heard by who reads it out."""

    __tablename__ = "bulletin_items"

    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), primary_key=True)
    public_text_id: Mapped[int] = mapped_column(ForeignKey("public_texts.id"), primary_key=True, index=True)
    content_hash: Mapped[str] = mapped_column(String(64))


class BulletinSound(Base):
    """A bulletin read aloud: by the machine or by somebody, in a language of the commune. Kept by content hash."""

    __tablename__ = "bulletin_sounds"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    seconds: Mapped[int] = mapped_column(default=0)
    by_machine: Mapped[bool]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]


class Broadcast(Base):
    """That a bulletin was on the air, once."""

    __tablename__ = "broadcasts"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("bulletins.id"), index=True)
    at: Mapped[datetime] = mapped_column(index=True)
    language: Mapped[str] = mapped_column(String(8), default="vi")
    stations: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    entered_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]


class Post(Base):
    """A text for one platform.

    `key` is medium, form and path of the public address ("facebook:post:/ket-qua/EK-2026-001K"): one text stands once
    on a medium. Its path stands in the text, and by it the post is found after an unclear end. Taken down, it ends in
    "#" and the id, and the key is free again.
    """

    __tablename__ = "posts"
    __table_args__ = (
        Index("ix_posts_waiting", "scheduled_for", "id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    medium_code: Mapped[str] = mapped_column(String(40))
    provider: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(20))  # article, broadcast, post, photo, page
    public_text_id: Mapped[int | None] = mapped_column(ForeignKey("public_texts.id"), index=True)
    about: Mapped[dict[str, Any]]  # of a summary: {"since": ..., "until": ..., "texts": [ids]}
    key: Mapped[str] = mapped_column(String(200), unique=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    photo_sha256: Mapped[str] = mapped_column(String(64), default="")
    source_hash: Mapped[str] = mapped_column(
        String(64), default=""
    )  # of the public text that it was made from
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[PostState] = mapped_column(words(PostState), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    made_at: Mapped[datetime]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officers.id"))
    approved_at: Mapped[datetime | None]
    scheduled_for: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    remote_id: Mapped[str] = mapped_column(String(120), default="")
    remote_url: Mapped[str] = mapped_column(String(300), default="")
    remote_token: Mapped[str] = mapped_column(String(300), default="")  # of what the platform still works on
    posted_at: Mapped[datetime | None] = mapped_column(index=True)
    trouble: Mapped[str] = mapped_column(String(40), default="")  # a word of the provider's errors
    trouble_details: Mapped[str] = mapped_column(String(300), default="")
    views: Mapped[int | None]
    shares: Mapped[int | None]
    counted_at: Mapped[datetime | None]
    take_down_at: Mapped[datetime | None]  # wanted; TAKEN_DOWN once it is true
    revision: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": revision}


class PlatformToken(Base):
    """What a platform lets us in with. One row a provider, locked while it is refreshed: a refresh token works once."""

    __tablename__ = "platform_tokens"

    provider: Mapped[str] = mapped_column(String(20), primary_key=True)
    access_token: Mapped[str | None] = mapped_column(SealedText)
    refresh_token: Mapped[str | None] = mapped_column(SealedText)
    expires_at: Mapped[datetime | None]
    refresh_expires_at: Mapped[datetime | None]
    refreshed_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]  # the platform said that we ask too often
    trouble: Mapped[str] = mapped_column(String(40), default="")
    details: Mapped[dict[str, Any]]


class Placement(Base):
    """Where something with a QR code hangs or lies; /q/<code> counts who came from there."""

    __tablename__ = "placements"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    material: Mapped[Material] = mapped_column(words(Material))
    area_code: Mapped[str] = mapped_column(String(40), default="")
    copies: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime]
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    retired_at: Mapped[datetime | None]


class PlacementScan(Base):
    """Added to, never updated: two scans at once do not wait for each other. What is read is the sum."""

    __tablename__ = "placement_scans"
    __table_args__ = (Index("ix_placement_scans_day", "placement_id", "day"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placements.id"))
    day: Mapped[date] = mapped_column(Date)
    n: Mapped[int]


class PlanWork(Base):
    """Something done for a medium of the plan that the system cannot know: leaflets handed out, a loudspeaker call."""

    __tablename__ = "plan_works"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    medium_code: Mapped[str] = mapped_column(String(40))
    unit_code: Mapped[str] = mapped_column(String(40))
    day: Mapped[date] = mapped_column(Date, index=True)
    what: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int]
    minutes: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    evidence_sha256: Mapped[str] = mapped_column(String(64), default="")
    evidence_type: Mapped[str] = mapped_column(String(60), default="")
    officer_id: Mapped[int] = mapped_column(ForeignKey("officers.id"))
    entered_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
