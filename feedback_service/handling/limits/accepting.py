"""Thụ lý: a khiếu nại or tố cáo is accepted in writing, decided within the law's days, and the decision sent."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact
from feedback_service.handling.promises import local_day, meet, running, start_clock
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.notifying.tell import tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer, Promise
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Clock, Status

_LONGEST_NUMBER = 60


class PetitionMissing(Fact):
    """Luật Khiếu nại Đ8, Luật Tố cáo Đ22, Đ23: a text or a message from the web has no signature."""

    status = 422
    said = _l("Cần ngày nhận đơn có chữ ký hoặc điểm chỉ. Tin nhắn hay tin gửi qua mạng chưa phải là đơn.")


class PetitionInFuture(Fact):
    status = 422
    said = _l("Ngày nhận đơn chưa đến.")


def accept_case(
    session: Session, case: Case, officer: Officer, petition_on: date | None, pack: Pack, now: datetime
) -> Promise:
    """Keeps the limit of the acceptance and starts that of the decision, which is counted from today.

    `petition_on`: the day on which the signed petition came. Raises NotYours, ChangeNotAllowed, PetitionMissing.
    """
    require(officer, Action.APPROVE, case)
    require_open(case)
    rule = pack.kind_rule[case.kind]
    if not rule.formal or not may_be_accepted(case):
        raise ChangeNotAllowed
    if rule.signed and petition_on is None:
        raise PetitionMissing
    if petition_on and petition_on > local_day(now, pack):
        raise PetitionInFuture
    meet(case, Clock.TRIAGE, now)
    meet(case, Clock.ANSWER, now)
    case.confirmed_at = case.confirmed_at or now
    promise = start_clock(case, Clock.DECISION, now, pack)
    petition = {"petition": petition_on.isoformat()} if petition_on else {}
    record(session, case, "accepted", now, officer, due=promise.due_on.isoformat(), **petition)
    if case.status == Status.RECEIVED:
        change_status(session, case, Status.IN_PROGRESS, now, officer)
    key = f"accepted:{case.id}:{promise.started_at:%Y%m%d%H%M%S}"
    tell_citizen(session, case, "accepted", pack, now, key=key, due=promise.due_on)
    return promise


def decide_case(
    session: Session, case: Case, officer: Officer, number: str, pack: Pack, now: datetime
) -> Promise:
    """The decision (quyết định, kết luận) is signed; `number` is the paper's own. Sending it has a limit of its own.

    Raises NotYours, ChangeNotAllowed.
    """
    require(officer, Action.APPROVE, case)
    require_open(case)
    if not may_be_decided(case):
        raise ChangeNotAllowed
    meet(case, Clock.DECISION, now)
    promise = start_clock(case, Clock.SEND_DECISION, now, pack)
    given = number.strip()[:_LONGEST_NUMBER]
    record(session, case, "decided", now, officer, due=promise.due_on.isoformat(), number=given)
    return promise


def may_be_accepted(case: Case) -> bool:
    """While the limit of the acceptance runs and none after it."""
    return running(case, Clock.ANSWER) is not None and not may_be_decided(case)


def may_be_decided(case: Case) -> bool:
    return running(case, Clock.DECISION) is not None
