"""Kept figures: how many cases stand where, without counting them.

Each change of a case adds rows of +1 and -1; the worker folds them together. Adding and not updating means that
two submissions never wait for each other's counter. What is read is the sum.
"""

from datetime import date

from sqlalchemy import Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base, BigId


class Tally(Base):
    """`book` queue: `measure` is a status and `day` the due day. `book` month: `measure` is received, answered,
    on_time or late and `day` the first of the month."""

    __tablename__ = "tallies"
    __table_args__ = (Index("ix_tallies_book", "book", "unit_code", "day"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    book: Mapped[str] = mapped_column(String(8))
    measure: Mapped[str] = mapped_column(String(24))
    day: Mapped[date] = mapped_column(Date)
    unit_code: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(24), default="")
    topic_code: Mapped[str] = mapped_column(String(40), default="")
    channel: Mapped[str] = mapped_column(String(24), default="")
    area_code: Mapped[str] = mapped_column(String(40), default="")
    sealed: Mapped[bool] = mapped_column(default=False)
    n: Mapped[int]
