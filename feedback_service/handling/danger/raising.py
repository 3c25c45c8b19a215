"""A case is danger: the one verb that every channel ends in. No verb commits."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from feedback_service.errors import ReasonMissing
from feedback_service.handling.danger.ending import danger_over
from feedback_service.handling.danger.grouping import STILL_THE_SAME, group_of, head_of
from feedback_service.handling.danger.signs import Signs
from feedback_service.handling.danger.waking import tell_next, tell_of_more
from feedback_service.handling.workflow import record
from feedback_service.notifying.alarms import end_alarm, open_alarm, raise_alarm
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import AlarmKind

TOO_OLD_TO_WAKE = timedelta(days=1)


def mark_danger(
    session: Session,
    case: Case,
    signs: Signs,
    pack: Pack,
    now: datetime,
    officer: Officer | None = None,
    said_at: datetime | None = None,
) -> None:
    """Puts the case on top and wakes the phones on duty, in the transaction that brought the danger.

    While the case's alarm is open nobody is woken for it again, unless what was taken care of is an hour ago.
    A closed case alarms as well: somebody is in danger now. What was said (`said_at`) more than a day ago, on a
    slip of paper or a phone without a network, is shown in red and wakes nobody.
    """
    if not case.danger:
        case.danger = True
        case.why = said(signs.words) or case.why
        record(session, case, "danger", now, officer, words=list(signs.words))
    session.flush()
    _forget_what_is_long_taken(session, case, now)
    group_key = group_of(case, signs)
    head = head_of(session, group_key, now)
    raised = raise_alarm(
        session,
        AlarmKind.DANGER,
        case.code,
        now,
        case_id=case.id,
        group_key=group_key,
        head_id=head.id if head else None,
    )
    if not raised or (said_at and said_at < now - TOO_OLD_TO_WAKE):
        return
    if head:
        tell_of_more(session, head, case, pack, now)
    elif alarm := open_alarm(session, AlarmKind.DANGER, case.code):
        tell_next(session, alarm, case, pack, now)


def said(words: tuple[str, ...]) -> str:
    """As the queue shows the words that decided."""
    return ", ".join(f"“{word}”" for word in words)[:200]


def unmark_danger(session: Session, case: Case, officer: Officer, reason: str, now: datetime) -> None:
    """It was none, or is none any more. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    case.danger = False
    record(session, case, "danger_over", now, officer, reason=reason.strip())
    danger_over(session, case, now)


def _forget_what_is_long_taken(session: Session, case: Case, now: datetime) -> None:
    alarm = open_alarm(session, AlarmKind.DANGER, case.code)
    if alarm and alarm.acknowledged_at and alarm.acknowledged_at <= now - STILL_THE_SAME:
        end_alarm(session, AlarmKind.DANGER, case.code, now)
