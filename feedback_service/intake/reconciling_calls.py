"""Calls that a provider lists and we do not have: who rang while nobody answered for us is owed a call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from feedback_service.carrier.protocols import ReceivedCall
from feedback_service.database import db, transaction
from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.pack.current import current_pack
from feedback_service.records import Call
from feedback_service.vocabulary import CallEnd, CallSource

# Where our side did not answer, the provider's machine says that something is wrong, and that takes some seconds.
SOMEBODY_TALKED = timedelta(seconds=60)
_AT_ONCE = 500


def take_missing_calls(provider: str, calls: Sequence[ReceivedCall], now: datetime) -> int:
    """Returns how many we had not. How a call of ours ended is noted where nobody told us: the same list twice
    changes nothing.
    """
    over = {call.call_id: call for call in calls if call.ended_at is not None}
    if not over:
        return 0
    source = CallSource(provider)
    told = _with_an_end(source, list(over))
    left = [call for call in over.values() if call.call_id not in told]
    return sum(_take(source, call, now) for call in sorted(left, key=lambda one: one.started_at))


def _with_an_end(source: CallSource, call_ids: Sequence[str]) -> set[str]:
    reading, told = db.session(), set[str]()
    for start in range(0, len(call_ids), _AT_ONCE):
        batch = call_ids[start : start + _AT_ONCE]
        known = select(Call.source_id).where(Call.source == source, Call.source_id.in_(batch))
        told |= set(reading.scalars(known.where(Call.end.is_not(None))))
    reading.rollback()
    return told


def _take(source: CallSource, call: ReceivedCall, now: datetime) -> bool:
    talked = timedelta(seconds=call.talk_seconds) >= SOMEBODY_TALKED
    heard = HeardCall(
        source=source,
        source_id=call.call_id,
        caller=call.caller,
        started_at=call.started_at,
        ended_at=call.ended_at,
        talk_seconds=call.talk_seconds,
        end=CallEnd.ANSWERED if talked else CallEnd.MISSED,
        guessed=True,
    )
    with transaction() as session:
        return take_call(session, heard, current_pack(session), now).is_new
