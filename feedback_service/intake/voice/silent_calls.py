"""Calls whose end nobody told us: the number's status callback is not set, or it was lost."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.pack.current import current_pack
from feedback_service.records import Call
from feedback_service.vocabulary import CallEnd, CallSource

SURELY_OVER = timedelta(
    hours=1
)  # an officer who is still talking was told of when the telephone was picked up
_LOOKED_BACK = timedelta(days=3)
_AT_ONCE = 200


def end_silent_calls(session: Session, *, now: datetime) -> None:
    """They were missed, as far as anybody knows: whoever rang is owed a call. Comes round by itself."""
    silent = select(Call).where(
        Call.started_at.between(now - _LOOKED_BACK, now - SURELY_OVER),
        Call.source == CallSource.TWILIO,
        Call.end.is_(None),
    )
    pack = current_pack(session)
    for call in session.scalars(silent.limit(_AT_ONCE)).all():
        heard = HeardCall(call.source, call.source_id, call.caller, call.started_at, end=CallEnd.MISSED)
        take_call(session, heard, pack, now)
