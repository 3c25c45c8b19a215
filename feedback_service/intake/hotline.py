"""The hotline log: an officer writes down what a caller says; each matter goes through the one door."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback_service.errors import AnswerMissing, Fact
from feedback_service.handling.answer import close_answered
from feedback_service.handling.notes import add_note
from feedback_service.handling.promises import zone_of
from feedback_service.handling.workflow import record
from feedback_service.intake.door import take_in
from feedback_service.intake.receive import Receipt
from feedback_service.intake.submission import Submission
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, Officer
from feedback_service.routing.rules import propose
from feedback_service.vocabulary import CallOutcome, Channel, Visibility

# Slips written by hand in a long power cut are entered later; what is older is a slip of the pen.
OLDEST_CALL = timedelta(days=30)
CLOCKS_DIFFER = timedelta(minutes=2)  # the officer's own watch and ours

CALL_LOGGED, CALLED_BACK = "call_logged", "called_back"  # actions of the case's events


class CallTimeWrong(Fact):
    status = 422


class CallInFuture(CallTimeWrong):
    said = _l("Giờ gọi nằm ở tương lai. Xin xem lại ngày và giờ.")


class CallTooOld(CallTimeWrong):
    said = _l("Cuộc gọi đã quá 30 ngày. Xin xem lại ngày; nếu đúng, ghi việc này ở quầy như đơn thư.")


class NotByPhone(Fact):
    """Sealed matters are answered by the people named to them, never on the spot."""

    status = 422
    said = _l("Việc này phải do người được giao riêng trả lời. Xin chọn “Chuyển cho đơn vị”.")


@dataclass(frozen=True, slots=True)
class Caller:
    """`phone` is E.164 or empty, `phone_raw` what the display showed or the caller said."""

    name: str = ""
    phone: str = ""
    phone_raw: str = ""
    on_behalf_of: str = ""
    anonymous: bool = False
    interpreter: str = ""  # the language that an interpreter is needed for


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a call. `answer` for what was answered at once, `call_back_at` for what was promised."""

    text: str
    submission_id: str
    outcome: CallOutcome = CallOutcome.TO_UNIT
    unit: str = ""  # the officer's choice; empty leaves it to routing
    area_code: str = ""
    place: str = ""
    danger: bool = False
    answer: str = ""
    call_back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """`at` is when the phone rang: the clocks run from there, not from the entry.

    `after` is the code of the matter of this call that was logged before, if it is a call with several.
    """

    at: datetime
    caller: Caller
    matters: tuple[Matter, ...]
    read_back: bool = False
    after: str = ""


def log_call(session: Session, call: Call, officer: Officer, pack: Pack, now: datetime) -> list[Receipt]:
    """A case for each matter, in their order. A matter that was logged before gives its case again.

    Raises CallTimeWrong, AnswerMissing, NotByPhone.
    """
    check_call_time(call.at, now)
    return [_log(session, call, matter, officer, pack, now) for matter in call.matters]


def check_call_time(at: datetime, now: datetime) -> None:
    if at > now + CLOCKS_DIFFER:
        raise CallInFuture
    if at < now - OLDEST_CALL:
        raise CallTooOld


def in_words(moment: datetime, pack: Pack) -> str:
    """14h30, 05/4/2026"""
    there = moment.astimezone(zone_of(pack))
    return f"{there.hour}h{there.minute:02d}, {there.day:02d}/{there.month}/{there.year}"


def note_called_back(session: Session, case: Case, officer: Officer, said: str, now: datetime) -> None:
    """The promised call was made, or tried: what came of it is a note. Raises TextMissing."""
    add_note(session, case, officer, said, now)
    record(session, case, CALLED_BACK, now, officer)


def _log(
    session: Session, call: Call, matter: Matter, officer: Officer, pack: Pack, now: datetime
) -> Receipt:
    receipt = take_in(session, _submission(call, matter, officer, pack, now), pack, now)
    if receipt.created:
        receipt.case.danger = receipt.case.danger or matter.danger
        record(session, receipt.case, CALL_LOGGED, now, officer, **_details(call, matter))
        _end_call(session, receipt.case, call, matter, officer, pack, now)
    return receipt


def _submission(call: Call, matter: Matter, officer: Officer, pack: Pack, now: datetime) -> Submission:
    caller = call.caller
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
    )


def _unit(matter: Matter, pack: Pack) -> str:
    """The officer's choice, but for what is sealed: where that goes is the law's choice (Luật TC 2018)."""
    sealed = propose(matter.text, pack, matter.area_code).visibility == Visibility.SEALED
    return "" if sealed else matter.unit


def _details(call: Call, matter: Matter) -> dict[str, object]:
    """What the event keeps of the call: nothing of who called."""
    return {
        "outcome": matter.outcome.value,
        "at": call.at.isoformat(),
        "read_back": call.read_back,
        "danger": matter.danger,
        "interpreter": call.caller.interpreter,
        "after": call.after,
        "call_back_at": matter.call_back_at.isoformat() if matter.call_back_at else "",
    }


def _end_call(
    session: Session, case: Case, call: Call, matter: Matter, officer: Officer, pack: Pack, now: datetime
) -> None:
    language = call.caller.interpreter
    if language:
        add_note(session, case, officer, _("Cần người phiên dịch: %(which)s.", which=language), now)
    if matter.outcome == CallOutcome.CALL_BACK and matter.call_back_at:
        when = in_words(matter.call_back_at, pack)
        add_note(session, case, officer, _("Hẹn gọi lại trước %(when)s.", when=when), now)
    if matter.outcome == CallOutcome.ANSWERED:
        _answer_at_once(session, case, matter.answer, officer, pack, now)


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
