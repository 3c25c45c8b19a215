"""Calls that a provider lists and we do not have: who rang while nobody answered for us is owed a call."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from feedback_service.carrier.protocols import ReceivedCall
from feedback_service.database import transaction
from feedback_service.intake.call_taking import HeardCall, take_call
from feedback_service.pack.current import current_pack
from feedback_service.vocabulary import CallEnd, CallSource

# Where our side did not answer, the provider's machine says that something is wrong, and that takes some seconds.
SOMEBODY_TALKED = timedelta(seconds=60)
_AT_ONCE = 500


def take_missing_calls(provider: str, calls: Sequence[ReceivedCall], now: datetime) -> int:
    """Returns how many we had not. What is newly known of the others is noted: the same list twice changes nothing."""
    over = [call for call in calls if call.ended_at is not None]
    return sum(
        _take(CallSource(provider), call, now) for call in sorted(over, key=lambda one: one.started_at)
    )


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
