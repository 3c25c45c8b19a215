"""Paper slips with numbers on them, for calls while there is no power. Each number is accounted for, once."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, ReasonMissing
from feedback_service.records import Officer, Slip

MOST_AT_ONCE = 100  # fifty sheets of paper
MOST_LISTED = 200


class SlipNotUsable(Fact):
    status = 422


class SlipUnknown(SlipNotUsable):
    said = _l("Chưa có phiếu giấy nào mang số này. Xin xem lại số in trên phiếu.")


class SlipUsed(SlipNotUsable):
    said = _l("Phiếu giấy số này đã nhập rồi. Mỗi số chỉ nhập một lần.")


class SlipVoid(SlipNotUsable):
    said = _l("Phiếu giấy số này đã hủy. Xin xem lại số in trên phiếu.")


class HowManySlips(SlipNotUsable):
    said = _l("Mỗi lần in từ 1 đến 100 phiếu.")


def print_slips(session: Session, officer: Officer, count: int, now: datetime) -> Sequence[Slip]:
    """New numbers, one after the other. Two officers at once: the database refuses the second, who asks again.

    Raises HowManySlips.
    """
    if not 1 <= count <= MOST_AT_ONCE:
        raise HowManySlips
    last = session.scalar(select(func.max(Slip.number))) or 0
    made = [Slip(number=last + n, printed_at=now, printed_by=officer.id) for n in range(1, count + 1)]
    session.add_all(made)
    session.flush()
    return made


def enter_slip(session: Session, number: int, now: datetime) -> None:
    """Raises SlipUnknown, SlipUsed, SlipVoid."""
    slip = session.get(Slip, number, with_for_update=True)
    if slip is None:
        raise SlipUnknown
    if slip.entered_at:
        raise SlipUsed
    if slip.void_reason:
        raise SlipVoid
    slip.entered_at = now


def tie_slip(session: Session, number: int, case_id: int) -> None:
    """The first case that came of it."""
    slip = session.get(Slip, number)
    if slip is not None:
        slip.case_id = slip.case_id or case_id


def void_slip(session: Session, number: int, reason: str) -> None:
    """Torn, lost, written on for practice. Raises SlipUnknown, SlipUsed, ReasonMissing."""
    slip = session.get(Slip, number, with_for_update=True)
    if slip is None:
        raise SlipUnknown
    if slip.entered_at:
        raise SlipUsed
    if not reason.strip():
        raise ReasonMissing
    slip.void_reason = slip.void_reason or reason.strip()[:200]


def slips_between(session: Session, first: int, last: int) -> Sequence[Slip]:
    """Those of a print run that may still be written on."""
    asked = select(Slip).where(Slip.number.between(first, min(last, first + MOST_AT_ONCE - 1)))
    free = asked.where(Slip.entered_at.is_(None), Slip.void_reason == "")
    return session.scalars(free.order_by(Slip.number)).all()


def slips_out(session: Session) -> Sequence[Slip]:
    """Printed, and neither entered nor void: somebody has them in a drawer, perhaps with a call on them."""
    asked = select(Slip).where(Slip.entered_at.is_(None), Slip.void_reason == "")
    return session.scalars(asked.order_by(Slip.number).limit(MOST_LISTED)).all()


def slips_done(session: Session) -> Sequence[Slip]:
    """The newest of those that were entered or are void."""
    asked = select(Slip).where((Slip.entered_at.is_not(None)) | (Slip.void_reason != ""))
    return session.scalars(asked.order_by(Slip.number.desc()).limit(50)).all()
