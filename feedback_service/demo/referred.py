"""Two letters of a demonstration to bodies outside: one long without a reply, one that was answered."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import local_day
from feedback_service.handling.together.referring import refer, take_reply
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.vocabulary import Status, Visibility

_LONG_AGO = timedelta(days=75)
_REPLY = "Đơn vị đã khảo sát, đưa vào kế hoạch sửa trong quý này và sẽ báo ngày làm cụ thể."


def refer_demo_cases(session: Session, clerk: Officer, pack: Pack, now: datetime) -> None:
    """The oldest of the last weeks waits; the next of another day is answered yesterday."""
    since = local_day(now - _LONG_AGO, pack)
    asked = select(Case).where(
        Case.status == Status.PASSED_ON,
        Case.submission_id.startswith("demo:"),
        Case.visibility != Visibility.SEALED,
        Case.closed_on >= since,
        Case.closed_on < local_day(now, pack) - timedelta(days=3),
    )
    for number, case in enumerate(session.scalars(asked.order_by(Case.closed_on, Case.id).limit(2)).all()):
        day = case.closed_on
        if day is None:
            continue
        sent = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        referral = refer(session, case, clerk, case.unit_code, pack, sent)
        session.flush()
        due = referral.reply_due_on or local_day(now, pack)
        referral.reply_due_on = min(due, local_day(now, pack) - timedelta(days=2))
        if number:
            replied = now - timedelta(days=1)
            on = local_day(replied, pack)
            take_reply(session, referral, case, clerk, _REPLY, on, pack, replied)
