"""Calls that are owed: what was promised, missed, or written and did not arrive. No verb commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from feedback_service.records import CallBack, keyring
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import CallBackReason

MOST_LISTED = 100


def owe_call(
    session: Session,
    reason: CallBackReason,
    about: str,
    phone: str,
    due_at: datetime,
    now: datetime,
    *,
    case_id: int | None = None,
    call_id: int | None = None,
) -> bool:
    """False where this call (`reason` and `about`, for example "12") was owed before: it is owed once."""
    number = session.execute(
        insert_into(session, CallBack)
        .values(
            key=f"{reason.value}:{about}"[:120],
            reason=reason,
            phone=phone,
            phone_fingerprint=keyring.fingerprint(phone) if phone else None,
            case_id=case_id,
            call_id=call_id,
            asked_at=now,
            due_at=due_at,
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(CallBack.id)
    ).scalar_one_or_none()
    return number is not None


def calls_owed(session: Session, visible: ColumnElement[bool] | None = None) -> Sequence[CallBack]:
    """The most urgent first. `visible`: what an officer may know of, as a condition on CallBack.case_id."""
    asked = select(CallBack).where(CallBack.done_at.is_(None)).order_by(CallBack.due_at).limit(MOST_LISTED)
    if visible is not None:
        asked = asked.where(or_(CallBack.case_id.is_(None), visible))
    return session.scalars(asked).all()
