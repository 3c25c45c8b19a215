"""Not solved: the same case goes on, with a new promise, and somebody else approves the next answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact, ReasonMissing
from feedback_service.handling.ending import forget_end
from feedback_service.handling.joining.following import stand_alone
from feedback_service.handling.promises import local_day, start_answer
from feedback_service.handling.rating.leaders_turn import tell_leaders
from feedback_service.handling.rating.rounds import times_reopened
from feedback_service.handling.workflow import change_status, record
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Officer, PublicText
from feedback_service.vocabulary import Role, Status

TO_THE_LEADER = "approval_to_leader"  # an event of the case
_ANSWERED = f"status:{Status.ANSWERED}"


class TooLateToReopen(ChangeNotAllowed):
    said = _l("Đã quá ngày mở lại việc này. Xin gửi việc mới, xã làm tiếp.")


class ReopenedOften(ChangeNotAllowed):
    said = _l(
        "Việc này đã được mở lại nhiều lần. Xin gọi đường dây nóng để gặp lãnh đạo xã, hoặc làm đơn khiếu nại."
    )


class AnotherApprover(Fact):
    status = 403
    said = _l(
        "Lần trước ông/bà đã duyệt câu trả lời mà bà con báo chưa xong. "
        "Lần này xin để người khác duyệt: trưởng đơn vị khác hoặc lãnh đạo xã."
    )


def in_time(case: Case, pack: Pack, now: datetime) -> bool:
    last = timedelta(days=pack.commune.reopen_days)
    return case.answered_on is not None and local_day(now, pack) <= case.answered_on + last


def may_reopen(session: Session, case: Case, pack: Pack, now: datetime) -> bool:
    if case.status != Status.ANSWERED or not in_time(case, pack, now):
        return False
    return times_reopened(session, case) < pack.commune.most_reopened


def reopen_case(session: Session, case: Case, reason: str, pack: Pack, now: datetime) -> tuple[str, ...]:
    """The media by which the sender was told. The old promise's lateness is kept.

    Raises ReasonMissing, ChangeNotAllowed, TooLateToReopen, ReopenedOften.
    """
    if not reason.strip():
        raise ReasonMissing
    if case.status != Status.ANSWERED:
        raise ChangeNotAllowed
    if not in_time(case, pack, now):
        raise TooLateToReopen
    if times_reopened(session, case) >= pack.commune.most_reopened:
        raise ReopenedOften
    change_status(session, case, Status.IN_PROGRESS, now, reason=reason.strip())
    stand_alone(session, case, now)
    forget_end(case)
    case.reopened_on = local_day(now, pack)
    _public_sees(session, case, now)
    promise = start_answer(session, case, now, pack)
    key = f"reopened:{case.id}:{case.revision}"
    return tell_citizen(session, case, "reopened", pack, now, key=key, due=promise.due_on)


def _public_sees(session: Session, case: Case, now: datetime) -> None:
    """Its page says from now on that it is being looked at again: feeds have to say so too."""
    text = session.scalars(select(PublicText).where(PublicText.case_id == case.id)).one_or_none()
    if text is not None and text.published_at is not None:
        text.changed_at = now


def approver_before(events: Iterable[Event]) -> int | None:
    """Who approved the answer that its sender did not find solved, by the case's events in their order."""
    answered = [event for event in events if event.action == _ANSWERED]
    return answered[-1].officer_id if answered else None


def require_another(session: Session, case: Case, officer: Officer) -> None:
    """Raises AnotherApprover for who approved the last answer of a case that was reopened."""
    if case.reopened_on is not None and _before(session, case) == officer.id:
        raise AnotherApprover


def note_who_approves(session: Session, case: Case, author: Officer, pack: Pack, now: datetime) -> None:
    """Where nobody else in the unit may approve it, the log says that it waits for a leader, and he is told."""
    if case.reopened_on is None or (before := _before(session, case)) is None:
        return
    others = select(Officer.id).where(
        Officer.active,
        Officer.role == Role.HEAD,
        Officer.unit_code == case.unit_code,
        Officer.id.not_in((before, author.id)),
    )
    if session.scalar(others.limit(1)) is None:
        record(session, case, TO_THE_LEADER, now)
        tell_leaders(session, case, (before, author.id), pack, now)


def _before(session: Session, case: Case) -> int | None:
    asked = select(Event).where(Event.case_id == case.id, Event.action == _ANSWERED).order_by(Event.id)
    return approver_before(session.scalars(asked))
