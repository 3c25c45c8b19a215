"""The telephone of a demonstration: the calls that brought the newest cases, and three that are still owed."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from feedback_service.handling.rating.lots import draw_confirmings
from feedback_service.intake.call_taking import HeardCall, call_back_due, take_call
from feedback_service.notifying.call_backs import owe_call
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.vocabulary import (
    OPEN_STATUSES,
    CallBackReason,
    CallEnd,
    CallSource,
    Channel,
    Status,
    Visibility,
)

_NEWEST = 40
_MISSED = "+84900000157"  # invented, as all numbers of the demonstration
_RANG_BEFORE = timedelta(minutes=50)
_TALKED_SECONDS = 140


def take_demo_calls(session: Session, pack: Pack, now: datetime) -> None:
    """A second call changes nothing, but for the newer cases."""
    for case in _newest(session, Channel.HOTLINE, tuple(Status)):
        take_call(session, _heard(case), pack, now)
    missed = HeardCall(
        CallSource.PBX, "demo:missed", _MISSED, started_at=now - _RANG_BEFORE, end=CallEnd.MISSED
    )
    take_call(session, missed, pack, now)
    _owe(session, CallBackReason.PROMISED, Channel.HOTLINE, pack, now)
    _owe(session, CallBackReason.UNDELIVERED, Channel.SMS, pack, now)
    draw_confirmings(session, now)


def _newest(session: Session, channel: Channel, statuses: tuple[Status, ...]) -> list[Case]:
    asked = (
        select(Case)
        .where(
            Case.channel == channel,
            Case.status.in_(statuses),
            Case.submission_id.startswith("demo:"),
            Case.visibility != Visibility.SEALED,
            Case.contact_id.is_not(None),
        )
        .order_by(Case.id.desc())
        .limit(_NEWEST)
        .options(joinedload(Case.contact))
    )
    return list(session.scalars(asked))


def _heard(case: Case) -> HeardCall:
    return HeardCall(
        source=CallSource.HAND,
        source_id=case.submission_id,
        caller=_number(case),
        started_at=case.sent_at,
        talk_seconds=_TALKED_SECONDS,
        end=CallEnd.ANSWERED,
        case_id=case.id,
    )


def _owe(session: Session, reason: CallBackReason, channel: Channel, pack: Pack, now: datetime) -> None:
    for case in _newest(session, channel, OPEN_STATUSES)[:1]:
        owe_call(session, reason, "demo", _number(case), call_back_due(now, pack), now, case_id=case.id)


def _number(case: Case) -> str:
    return case.contact.phone if case.contact else ""
