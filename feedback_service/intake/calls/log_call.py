"""The hotline log: an officer writes down what a caller says; each matter goes through the one door."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import AnswerMissing, ChangeNotAllowed, Fact
from feedback_service.handling.answer import close_answered
from feedback_service.handling.conversation import citizen_wrote
from feedback_service.handling.danger.raising import mark_danger
from feedback_service.handling.danger.signs import Signs
from feedback_service.handling.rating.asking import ask_later
from feedback_service.handling.workflow import record
from feedback_service.intake.calls.call_time import check_call_time, in_words
from feedback_service.intake.calls.drafts import drop_sheet
from feedback_service.intake.calls.remarks import remark
from feedback_service.intake.calls.rows import take_written
from feedback_service.intake.calls.slips import tie_slip
from feedback_service.intake.calls.written import Matter, WrittenCall
from feedback_service.intake.danger import signs_in
from feedback_service.intake.door import take_in
from feedback_service.intake.receive import Receipt
from feedback_service.intake.submission import Submission
from feedback_service.notifying.call_backs import owe_call
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Call, Case, Message, Officer
from feedback_service.routing.proposing import propose
from feedback_service.vocabulary import CallBackReason, CallOutcome, Channel, NoCaseReason, Visibility

CALL_LOGGED, CALL_ADDED = "call_logged", "call_added"  # actions of the case's events


class NotByPhone(Fact):
    """Sealed matters are answered by the people named to them, never on the spot."""

    status = 422
    said = _l("Việc này phải do người được giao riêng trả lời. Xin chọn “Chuyển cho đơn vị”.")


def log_call(
    session: Session, call: WrittenCall, officer: Officer, pack: Pack, now: datetime
) -> list[Receipt]:
    """A case for each matter, in their order. A matter that was logged before gives its case again.

    Raises CallTimeWrong, AnswerMissing, NotByPhone, SlipNotUsable.
    """
    check_call_time(call.at, now)
    row = take_written(session, call, officer, pack, now)
    return [_log(session, row, call, matter, officer, pack, now) for matter in call.matters]


def log_without_case(
    session: Session, call: WrittenCall, reason: NoCaseReason, officer: Officer, pack: Pack, now: datetime
) -> Call:
    """Counted, and nothing follows from it. Raises CallTimeWrong, SlipNotUsable."""
    check_call_time(call.at, now)
    row = take_written(session, call, officer, pack, now)
    row.no_case, row.said = row.no_case or reason, row.said or call.matters[0].text
    drop_sheet(session, officer, call.matters[0].submission_id)
    return row


def add_call_to(
    session: Session, call: WrittenCall, case: Case, officer: Officer, pack: Pack, now: datetime
) -> None:
    """The caller calls again about an open case: the words go there. The same sheet again adds nothing.

    Raises ChangeNotAllowed for a case that is closed, CallTimeWrong, SlipNotUsable.
    """
    check_call_time(call.at, now)
    matter = call.matters[0]
    if session.scalar(select(Message.id).where(Message.origin == matter.submission_id)):
        return
    if not case.is_unfinished:
        raise ChangeNotAllowed
    row = take_written(session, call, officer, pack, now)
    row.case_id = row.case_id or case.id
    citizen_wrote(session, case, matter.text, Channel.HOTLINE, pack, now, origin=matter.submission_id)
    signs = signs_in(matter.text, pack) or (Signs() if matter.danger else None)
    if signs:
        mark_danger(session, case, signs, pack, now, officer, said_at=call.at)
    record(session, case, CALL_ADDED, now, officer, **_details(row, call, matter))
    _follow_up(session, case, row, call, matter, officer, pack, now)
    if matter.outcome == CallOutcome.ANSWERED:
        remark(session, case, officer, _("Đã nói với người gọi: %(what)s", what=matter.answer), now)
    drop_sheet(session, officer, matter.submission_id)


def _log(
    session: Session,
    row: Call,
    call: WrittenCall,
    matter: Matter,
    officer: Officer,
    pack: Pack,
    now: datetime,
) -> Receipt:
    receipt = take_in(session, _submission(call, matter, officer, pack, now), pack, now)
    row.case_id = row.case_id or receipt.case.id
    if call.slip:
        tie_slip(session, call.slip, row.case_id)
    drop_sheet(session, officer, matter.submission_id)
    if receipt.created:
        record(session, receipt.case, CALL_LOGGED, now, officer, **_details(row, call, matter))
        _follow_up(session, receipt.case, row, call, matter, officer, pack, now)
        if matter.outcome == CallOutcome.ANSWERED:
            _answer_at_once(session, receipt.case, matter.answer, officer, pack, now)
    return receipt


def _submission(call: WrittenCall, matter: Matter, officer: Officer, pack: Pack, now: datetime) -> Submission:
    caller = call.caller
    answered = matter.outcome == CallOutcome.ANSWERED
    return Submission(
        channel=Channel.HOTLINE,
        text=matter.text,
        submission_id=matter.submission_id,
        sent_at=min(call.at, now),
        name=caller.name,
        phone=caller.phone,
        phone_raw=caller.phone_raw,
        on_behalf_of=caller.on_behalf_of,
        anonymous=caller.anonymous,
        interpreter=caller.interpreter,
        area_code=matter.area_code,
        place=matter.place,
        unit=_unit(matter, pack),
        officer_id=officer.id,
        danger=matter.danger,
        receipt="answered_by_phone" if answered else "receipt",
    )


def _unit(matter: Matter, pack: Pack) -> str:
    """The officer's choice, but for what is sealed: where that goes is the law's choice (Luật TC 2018)."""
    sealed = propose(matter.text, pack, matter.area_code).visibility == Visibility.SEALED
    return "" if sealed else matter.unit


def _details(row: Call, call: WrittenCall, matter: Matter) -> dict[str, object]:
    """What the event keeps of the call: nothing of who called."""
    return {
        "call": row.id,
        "outcome": matter.outcome.value,
        "at": call.at.isoformat(),
        "read_back": call.read_back,
        "danger": matter.danger,
        "told": list(matter.told),
        "interpreter": call.caller.interpreter,
        "after": call.after,
        "slip": call.slip,
        "reason": call.late_reason,
        "call_back_at": matter.call_back_at.isoformat() if matter.call_back_at else "",
    }


def _follow_up(
    session: Session,
    case: Case,
    row: Call,
    call: WrittenCall,
    matter: Matter,
    officer: Officer,
    pack: Pack,
    now: datetime,
) -> None:
    """What whoever goes on with the case has to know, and the call that was promised."""
    if call.caller.interpreter:
        which = call.caller.interpreter
        remark(session, case, officer, _("Cần người phiên dịch: %(which)s.", which=which), now)
    if matter.told:
        when, numbers = in_words(matter.told_at or now, pack), ", ".join(matter.told)
        said = _("Đã báo %(numbers)s lúc %(when)s.", numbers=numbers, when=when)
        remark(session, case, officer, said, now)
    if matter.outcome == CallOutcome.CALL_BACK and matter.call_back_at:
        when = in_words(matter.call_back_at, pack)
        remark(session, case, officer, _("Hẹn gọi lại trước %(when)s.", when=when), now)
        reason, about = CallBackReason.PROMISED, f"{case.id}:{row.id}"
        due, number = matter.call_back_at, call.caller.number
        owe_call(session, reason, about, number, due, now, case_id=case.id, call_id=row.id)


def _answer_at_once(
    session: Session, case: Case, text: str, officer: Officer, pack: Pack, now: datetime
) -> None:
    """Said on the phone, so nobody approves it before; who said it stands with the answer."""
    if not text.strip():
        raise AnswerMissing
    if case.visibility == Visibility.SEALED:
        raise NotByPhone
    session.add(
        Answer(
            case_id=case.id,
            text=text.strip(),
            author_id=officer.id,
            saved_at=now,
            submitted_at=now,
            approved_at=now,
        )
    )
    close_answered(session, case, officer, text, pack, now)
    ask_later(session, case, pack, now)
