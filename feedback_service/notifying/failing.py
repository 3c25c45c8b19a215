"""What is done for a citizen whom a message could not reach: somebody calls. Verbs; none of them commits."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.carrier.protocols import ErrorClass
from feedback_service.notifying.call_backs import owe_call
from feedback_service.notifying.opting_out import note_phone
from feedback_service.notifying.templates import template_of
from feedback_service.pack.current import NoPackLoaded, current_pack
from feedback_service.pack.model import Calendar
from feedback_service.records import Notification, Phone
from feedback_service.vocabulary import CallBackReason

SATURDAY = 5
NO_HOURS = time(17)  # closing where the pack names no office hours
# Ends that say something of the number, and not of our gateways or settings.
_OF_THE_NUMBER = frozenset({ErrorClass.PERMANENT, ErrorClass.TEMPORARY})


def could_not_reach(
    session: Session, notification: Notification, error_class: ErrorClass, now: datetime
) -> None:
    """After the last attempt. Whoever was written to by SMS is owed a call, unless he wants no messages, or is one
    of us.
    """
    kind = template_of(notification.template)
    if notification.medium != "sms" or kind.inside or kind.by_lot or error_class == ErrorClass.OPTED_OUT:
        return
    if notification.sent_at and error_class in _OF_THE_NUMBER:
        note_phone(session, notification.recipient, unreachable_at=now)
    if kind.notice and _wants_none(session, notification):
        return
    owe_call(
        session,
        CallBackReason.UNDELIVERED,
        str(notification.id),
        notification.recipient,
        _due_at(session, now),
        now,
        case_id=notification.case_id,
    )


def end_of_next_working_day(now: datetime, calendar: Calendar, zone: ZoneInfo) -> datetime:
    """The closing of the office on the first working day after today.

    Counted here, in the few lines that it takes: the deadlines of the law lie above this layer, and this is a
    promise among ourselves.
    """
    made_up = {day.day for day in calendar.make_up_days}
    off = {day.day for day in calendar.holidays} - made_up
    day = now.astimezone(zone).date() + timedelta(days=1)
    while not (day in made_up or (day.weekday() < SATURDAY and day not in off)):
        day += timedelta(days=1)
    return datetime.combine(day, _closing(day, calendar), zone).astimezone(UTC)


def _closing(day: date, calendar: Calendar) -> time:
    closings = [hours.closes for hours in calendar.hours if hours.weekday == day.weekday()]
    return max(closings or [hours.closes for hours in calendar.hours] or [NO_HOURS])


def _due_at(session: Session, now: datetime) -> datetime:
    try:
        pack = current_pack(session)
    except NoPackLoaded:
        return now + timedelta(days=1)
    return end_of_next_working_day(now, pack.calendar, ZoneInfo(pack.commune.time_zone))


def _wants_none(session: Session, notification: Notification) -> bool:
    wishes = select(Phone.opted_out_at).where(Phone.fingerprint == notification.recipient_fingerprint)
    return session.scalar(wishes) is not None
