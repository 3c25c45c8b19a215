"""A case on its way to a body outside: a numbered phiếu chuyển, followed until they answer or send it back.

Sending it keeps our promise (Luật Tiếp công dân Đ26 k2; NĐ 20/2008 Đ9), and the citizen still waits: so it has a day of
its own, reminders are counted, and whatever comes of it brings the case home. No verb commits.
"""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact, ReasonMissing, TextMissing
from feedback_service.handling.deadlines.working_days import working_calendar
from feedback_service.handling.promises import local_day
from feedback_service.handling.together.coming_home import come_home, draft_from_reply
from feedback_service.handling.together.numbering import next_number
from feedback_service.handling.workflow import record, require
from feedback_service.pack.model import Pack
from feedback_service.records import Attachment, Case, Officer
from feedback_service.records.desk import Referral
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Status

REPLY_DAYS = 10  # working days: what is asked of them unless the officer sets another day
LONGEST_SUMMARY = 600


class NoSuchReferral(Fact):
    status = 404
    said = _l("Không tìm thấy phiếu chuyển này.")


class ReplyInFuture(Fact):
    status = 422
    said = _l("Ngày phúc đáp không thể sau hôm nay hoặc trước ngày chuyển.")


@dataclass(frozen=True, slots=True)
class Words:
    """What the letter says, as far as an officer may change it. `asks` empty: the usual request."""

    summary: str
    enclosed: str = ""
    asks: str = ""
    reply_by: date | None = None


def refer(session: Session, case: Case, officer: Officer, unit: str, pack: Pack, now: datetime) -> Referral:
    """Gives the case its phiếu chuyển, in words that may still be changed. Part of pass_on."""
    today = local_day(now, pack)
    referral = Referral(
        case_id=case.id,
        year=today.year,
        number=next_number(session, today.year),
        unit_code=unit,
        summary=_first_words(case),
        enclosed=_enclosed(session, case),
        asks="",
        sent_on=today,
        reply_due_on=working_calendar(pack.calendar).add_working_days(today, REPLY_DAYS),
        officer_id=officer.id,
    )
    session.add(referral)
    session.flush()
    record(session, case, "referred", now, officer, unit=unit, number=f"{referral.number}/{referral.year}")
    return referral


def change_words(
    session: Session, referral: Referral, case: Case, officer: Officer, said: Words, now: datetime
) -> None:
    """Before it is answered. Raises NotYours, ChangeNotAllowed, TextMissing."""
    _require_waiting(officer, referral, case)
    if not said.summary.strip():
        raise TextMissing
    referral.summary, referral.enclosed = said.summary.strip(), said.enclosed.strip()
    referral.asks, referral.reply_due_on = said.asks.strip(), said.reply_by
    record(session, case, "referral_changed", now, officer, number=f"{referral.number}/{referral.year}")


def remind(session: Session, referral: Referral, case: Case, officer: Officer, now: datetime) -> None:
    """One more letter of reminder (công văn đôn đốc) goes out. Raises NotYours, ChangeNotAllowed."""
    _require_waiting(officer, referral, case)
    referral.reminders, referral.reminded_at = referral.reminders + 1, now
    record(session, case, "referral_reminded", now, officer, unit=referral.unit_code, time=referral.reminders)


def take_reply(
    session: Session,
    referral: Referral,
    case: Case,
    officer: Officer,
    text: str,
    on: date | None,
    pack: Pack,
    now: datetime,
) -> None:
    """What they answered is the basis of ours: the case comes home with a draft of it and a new promise, and the
    citizen is told. `on`: the day of their letter, today if None.

    Raises NotYours, ChangeNotAllowed, TextMissing, ReplyInFuture.
    """
    _require_waiting(officer, referral, case)
    if not text.strip():
        raise TextMissing
    day = on or local_day(now, pack)
    if not referral.sent_on <= day <= local_day(now, pack):
        raise ReplyInFuture
    referral.answered_on, referral.answer = day, text.strip()
    record(session, case, "referral_answered", now, officer, unit=referral.unit_code)
    draft_from_reply(session, case, officer, referral, pack, now)
    come_home(session, case, officer, "reply_came", "", pack, now)


def take_return(
    session: Session, referral: Referral, case: Case, officer: Officer, reason: str, pack: Pack, now: datetime
) -> None:
    """They say that it is not theirs: it is ours again, from now. Raises NotYours, ChangeNotAllowed, ReasonMissing."""
    _require_waiting(officer, referral, case)
    if not reason.strip():
        raise ReasonMissing
    referral.returned_at = now
    record(session, case, "referral_returned", now, officer, unit=referral.unit_code, reason=reason.strip())
    come_home(session, case, officer, "sent_back", reason.strip(), pack, now)


def find_referral(session: Session, case: Case, number: int) -> Referral:
    """Raises NoSuchReferral, for one of another case too."""
    found = session.scalars(
        select(Referral).where(Referral.id == number, Referral.case_id == case.id)
    ).one_or_none()
    if found is None:
        raise NoSuchReferral
    return found


def is_waiting(referral: Referral) -> bool:
    return referral.answered_on is None and referral.returned_at is None


def _require_waiting(officer: Officer, referral: Referral, case: Case) -> None:
    require(officer, Action.TRANSFER, case)
    if not is_waiting(referral) or case.status != Status.PASSED_ON:
        raise ChangeNotAllowed


def _first_words(case: Case) -> str:
    text = case.subject or " ".join(case.text.split())
    return text if len(text) <= LONGEST_SUMMARY else text[: LONGEST_SUMMARY - 1].rsplit(" ", 1)[0] + "…"


def _enclosed(session: Session, case: Case) -> str:
    files = session.scalars(select(Attachment.id).where(Attachment.case_id == case.id)).all()
    return f"{len(files)} tệp ảnh, giấy tờ của người gửi" if files else ""
