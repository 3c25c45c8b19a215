"""A call is written down once, whoever tells us of it; a call that nobody took is owed a call. No verb commits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from feedback_service.handling.deadlines.office_hours import after_office_hours
from feedback_service.handling.promises import zone_of
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.notifying.call_backs import owe_call
from feedback_service.pack.model import Pack
from feedback_service.records import Call, CallBack, keyring
from feedback_service.records.new_rows import insert_into
from feedback_service.vocabulary import CallBackReason, CallEnd, CallSource, NoCaseReason

# Who rings wants to be rung within half a day at work: provincial rules give two to four working hours for taking a
# matter in (docs/adr/0011). Of office hours, because at night nobody is there to call and nobody wants to be called.
CALL_BACK_WITHIN = timedelta(hours=4)
# Somebody who rings again within a quarter of an hour of having been rung back is the same worry: the two lines
# crossed. As long as the first call is owed, every further one counts into it, however late.
SAME_WORRY = timedelta(minutes=15)
# Who was not called back for three days has found another way, or calls again: old lists owe nothing.
WORTH_CALLING_BACK = timedelta(days=3)
# A later report may know better how a call ended, never worse.
_RANK = {None: 0, CallEnd.MISSED: 1, CallEnd.LOOKED_UP: 2, CallEnd.VOICEMAIL: 3, CallEnd.ANSWERED: 4}


@dataclass(frozen=True, slots=True)
class HeardCall:
    """A call as its source tells it. `source_id` is the source's own; `caller` E.164, what the display showed, or ""
    where it was withheld. `end` None: it goes on. `started_at` is when it rang, also where we hear of it days later.
    """

    source: CallSource
    source_id: str
    caller: str
    started_at: datetime
    ended_at: datetime | None = None
    talk_seconds: int = 0
    end: CallEnd | None = None
    officer_id: int | None = None
    case_id: int | None = None
    no_case: NoCaseReason | None = None
    said: str = ""  # what was written of a call without a case
    guessed: bool = False  # `end` is a guess from outside: where we took the call ourselves, we know better


@dataclass(frozen=True, slots=True)
class TakenCall:
    """`is_new`: we had not heard of it. `owed`: this report made it a call that is owed to somebody."""

    call: Call
    is_new: bool
    owed: bool


def take_call(session: Session, heard: HeardCall, pack: Pack, now: datetime) -> TakenCall:
    """Writes the call, or what is newly known of it; the same report twice changes nothing."""
    number = _insert(session, heard, now)
    known = select(Call).where(Call.source == heard.source, Call.source_id == heard.source_id[:120])
    call = session.scalars(known.with_for_update(), execution_options={"populate_existing": True}).one()
    before = call.end
    _learn(call, heard, is_new=number is not None)
    owed = call.end != before and _settle(session, call, before, pack, now)
    return TakenCall(call, is_new=number is not None, owed=owed)


def call_back_due(moment: datetime, pack: Pack) -> datetime:
    """Until when somebody who rang at `moment` is owed a call, in UTC."""
    return after_office_hours(moment, CALL_BACK_WITHIN, pack.calendar, zone_of(pack))


def _insert(session: Session, heard: HeardCall, now: datetime) -> int | None:
    caller = e164_or_nothing(heard.caller) or heard.caller[:64]
    found: int | None = session.execute(
        insert_into(session, Call)
        .values(
            source=heard.source,
            source_id=heard.source_id[:120],
            caller=caller,
            caller_fingerprint=keyring.fingerprint(caller) if caller else None,
            started_at=min(heard.started_at, now),
            entered_at=now,
            talk_seconds=0,
        )
        .on_conflict_do_nothing(index_elements=["source", "source_id"])
        .returning(Call.id)
    ).scalar_one_or_none()
    return found


def _learn(call: Call, heard: HeardCall, is_new: bool) -> None:
    call.ended_at = call.ended_at or heard.ended_at
    call.talk_seconds = max(call.talk_seconds, heard.talk_seconds)
    call.officer_id = call.officer_id or heard.officer_id
    call.case_id = call.case_id or heard.case_id
    call.no_case, call.said = call.no_case or heard.no_case, call.said or heard.said
    if not call.caller and heard.caller:
        call.caller = e164_or_nothing(heard.caller) or heard.caller[:64]
        call.caller_fingerprint = keyring.fingerprint(call.caller)
    end = CallEnd.MISSED if heard.guessed and heard.end and not is_new else heard.end
    if _RANK[end] > _RANK[call.end]:
        call.end = end


def _settle(session: Session, call: Call, before: CallEnd | None, pack: Pack, now: datetime) -> bool:
    """What the call's end means for the calls that are owed. Whether one is owed by it now."""
    if not call.caller:
        return False  # the number was withheld: nobody could be called
    if call.end == CallEnd.MISSED:
        return _owe(session, call, pack, now)
    if before == CallEnd.MISSED or call.end == CallEnd.ANSWERED:
        _forgive(session, call, now)
    return False


def _owe(session: Session, call: Call, pack: Pack, now: datetime) -> bool:
    """One debt for one worried person: the next call of the same number counts into it."""
    if call.started_at < now - WORTH_CALLING_BACK or _talked_since(session, call):
        return False
    paid = _paid(session, call)
    if paid and call.started_at < max(paid) + SAME_WORRY:
        return False
    about = f"{call.caller_fingerprint}:{len(paid)}"
    due_at = call_back_due(call.started_at, pack)
    if owe_call(session, CallBackReason.MISSED, about, call.caller, due_at, now, call_id=call.id):
        return True
    session.execute(
        update(CallBack)
        .where(CallBack.key == f"{CallBackReason.MISSED.value}:{about}")
        .values(calls=CallBack.calls + 1)
        .execution_options(synchronize_session="fetch")
    )
    return True


def _talked_since(session: Session, call: Call) -> bool:
    """Another source may have told us already that the same person got through afterwards."""
    later = select(Call.id).where(
        Call.caller_fingerprint == call.caller_fingerprint,
        Call.started_at >= call.started_at,
        Call.end == CallEnd.ANSWERED,
    )
    return session.scalar(later.limit(1)) is not None


def _paid(session: Session, call: Call) -> list[datetime]:
    """When calls to this number that were missed before were settled."""
    asked = select(CallBack.done_at).where(
        CallBack.phone_fingerprint == call.caller_fingerprint,
        CallBack.reason == CallBackReason.MISSED,
        CallBack.done_at.is_not(None),
    )
    return [done for done in session.scalars(asked) if done is not None]


def _forgive(session: Session, call: Call, now: datetime) -> None:
    """The same person got through, or left a message after all: nobody need call back any more."""
    settled = (
        select(Call.id)
        .where(Call.caller_fingerprint == call.caller_fingerprint, Call.started_at <= call.started_at)
        .scalar_subquery()
    )
    by_voice = call.end == CallEnd.ANSWERED
    said = _("Bà con đã gọi lại và gặp được.") if by_voice else _("Bà con đã để lại lời nhắn.")
    session.execute(
        update(CallBack)
        .where(
            CallBack.phone_fingerprint == call.caller_fingerprint,
            CallBack.reason == CallBackReason.MISSED,
            CallBack.done_at.is_(None),
            CallBack.call_id.in_(settled) if by_voice else CallBack.call_id == call.id,
        )
        .values(done_at=now, said=said)
        .execution_options(synchronize_session="fetch")
    )
