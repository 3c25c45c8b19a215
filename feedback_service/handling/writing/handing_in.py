"""An answer goes on only after it was looked at: when it is handed in, and again when it is approved."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.folding import fold
from feedback_service.handling import Finder
from feedback_service.handling.answer import approve_answer, submit_answer
from feedback_service.handling.composing import compose_sms
from feedback_service.handling.joining.shared import tells
from feedback_service.handling.queries import has_looked
from feedback_service.handling.workflow import record
from feedback_service.handling.writing.checking import Known, Remark, asks_something, check_answer
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, Contact, Officer
from feedback_service.staff.permissions import Action, may


class AnswerLookedAt(Fact):
    """Something was found. `stops`: it cannot go like this; else the officer may send it all the same."""

    status = 422
    said = _l("Xin xem lại câu trả lời. Nếu thấy đúng rồi thì bấm “Vẫn trình duyệt”.")

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        self.remarks = remarks
        self.stops = any(remark.stops for remark in remarks)
        super().__init__(
            _l("Chưa gửi được: xin sửa những chỗ dưới đây rồi trình lại.") if self.stops else None
        )


def look_at(
    session: Session, case: Case, officer: Officer, text: str, pack: Pack, now: datetime, finder: Finder
) -> tuple[Remark, ...]:
    """What is to be said about the text before it goes."""
    sms = compose_sms(case, "answer", text, False, pack)
    known = Known(
        personal=_of_others(session, case, officer, finder(text, pack), now),
        plainer={word.stiff: word.plain for word in pack.plain_words},
        asked=asks_something(case.text),
        segments=sms.count,
    )
    return check_answer(text, known)


def hand_in(
    session: Session,
    case: Case,
    officer: Officer,
    text: str,
    revision: int,
    pack: Pack,
    now: datetime,
    finder: Finder,
    *,
    knowing: bool,
) -> Answer:
    """Raises AnswerLookedAt, and what submit_answer raises: the caller's transaction then keeps nothing.

    `knowing`: the officer read the warnings.
    """
    answer = submit_answer(session, case, officer, text, revision, pack, now)
    remarks = look_at(session, case, officer, answer.text, pack, now, finder)
    if any(remark.stops for remark in remarks) or (remarks and not knowing):
        raise AnswerLookedAt(remarks)
    if remarks:
        findings = [remark.finding.value for remark in remarks]
        record(session, case, "remarks_passed", now, officer, findings=findings)
    return answer


def approve_looked_at(
    session: Session,
    case: Case,
    officer: Officer,
    text: str | None,
    pack: Pack,
    now: datetime,
    finder: Finder,
) -> Answer:
    """Raises AnswerLookedAt for what stops, and what approve_answer raises. Of the rest the head judges himself."""
    answer = approve_answer(session, case, officer, pack, now, text)
    remarks = look_at(session, case, officer, answer.text, pack, now, finder)
    if any(remark.stops for remark in remarks):
        raise AnswerLookedAt(remarks)
    return answer


def _of_others(
    session: Session, case: Case, officer: Officer, found: tuple[str, ...], now: datetime
) -> tuple[str, ...]:
    """Not the names of officers, which an answer gives on purpose, and not the sender's own.

    What is the sender's own is told apart only for whoever may know it: else the check could be asked who wrote.
    """
    if not found:
        return ()
    ours = {fold(name) for name in session.scalars(select(Officer.name).where(Officer.active))}
    own = _own(session, case) if _knows(session, case, officer, now) else []
    return tuple(
        word
        for word in found
        if not any(name in fold(word) for name in ours) and not any(tells(word, given) for given in own)
    )


def _knows(session: Session, case: Case, officer: Officer, now: datetime) -> bool:
    return may(officer, Action.SEE_SENDER, case) or has_looked(session, officer, case, now)


def _own(session: Session, case: Case) -> list[str]:
    contact = session.get(Contact, case.contact_id) if case.contact_id else None
    details = contact.details if contact else {}
    return [str(details[name]) for name in ("name", "phone", "email") if details.get(name)]
