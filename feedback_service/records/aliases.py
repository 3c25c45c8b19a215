"""Receipts that name another code than the case has (intake/aliases.py)."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from feedback_service.records.base import Base


class ReceiptAlias(Base):
    """`code` may be another case's own: only with the PIN of its receipt does it lead here."""

    __tablename__ = "receipt_aliases"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(64))
