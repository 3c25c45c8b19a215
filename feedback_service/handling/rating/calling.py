"""The calls that were drawn by lot: whom to call, and what came of it. Nobody asks about his own work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, NoSuchCase
from feedback_service.handling.queries import has_looked
from feedback_service.handling.rating.rate import Rated, Said, rate_answer
from feedback_service.handling.rating.rounds import last_answered, waits_for_rating
from feedback_service.handling.sender import reveal_sender
from feedback_service.handling.workflow import record
from feedback_service.pack.model import Pack
from feedback_service.records import Answer, Case, Confirming, Contact, Officer
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Status

REACHED, REFUSED, NOT_REACHED = "reached", "refused", "not_reached"
MOST_TRIES = 3
_MOST = 100


class OwnWork(Fact):
    status = 403
    said = _l("Ông/bà đã làm hoặc duyệt việc này. Xin để người khác gọi hỏi.")


class AlreadyCalled(Fact):
    said = _l("Cuộc gọi hỏi này đã có người ghi rồi.")


@dataclass(frozen=True, slots=True)
class CallToMake:
    """`phone` "" until the officer looked, which leaves a trace."""

    drawn: Confirming
    case: Case
    answer: str
    name: str
    phone: str


def calls_to_make(session: Session, officer: Officer) -> list[tuple[Confirming, Case]]:
    """What this officer may ask about, the first drawn first."""
    asked = (
        select(Confirming, Case)
        .join(Case, Case.id == Confirming.case_id)
        .where(Confirming.done_at.is_(None), Case.status == Status.ANSWERED, visible_cases(officer))
        .order_by(Confirming.drawn_at, Confirming.id)
        .limit(_MOST)
    )
    rows: Sequence[tuple[Confirming, Case]] = [(drawn, case) for drawn, case in session.execute(asked)]
    return [
        (drawn, case)
        for drawn, case in rows
        if waits_for_rating(session, case) and not is_own_work(session, case, officer)
    ]


def call_to_make(session: Session, officer: Officer, number: int, now: datetime) -> CallToMake:
    """Raises NoSuchCase, OwnWork, AlreadyCalled."""
    drawn, case = _find(session, officer, number)
    contact = session.get(Contact, case.contact_id) if case.contact_id else None
    shown = may_anywhere(officer, Action.SEE_SENDER) or has_looked(session, officer, case, now)
    details = contact.details if contact and shown else {}
    text = session.scalars(
        select(Answer.text)
        .where(Answer.case_id == case.id, Answer.approved_at.is_not(None))
        .order_by(Answer.id.desc())
    ).first()
    return CallToMake(drawn, case, text or "", str(details.get("name", "")), str(details.get("phone", "")))


def look_at_number(session: Session, officer: Officer, number: int, now: datetime) -> None:
    """Raises NoSuchCase, OwnWork, AlreadyCalled, NotYours."""
    _drawn, case = _find(session, officer, number)
    reveal_sender(session, case, officer, _("Gọi hỏi việc đã xong chưa"), now)


def reached(session: Session, officer: Officer, number: int, said: Said, pack: Pack, now: datetime) -> Rated:
    """What was said on the phone counts as any other rating. Raises what `call_to_make` raises, ChangeNotAllowed."""
    drawn, case = _find(session, officer, number)
    rated = rate_answer(session, case, said, pack, now, officer=officer, origin=f"confirming:{drawn.id}")
    _close(drawn, officer, REACHED, now)
    return rated


def refused(session: Session, officer: Officer, number: int, now: datetime) -> None:
    drawn, case = _find(session, officer, number)
    _close(drawn, officer, REFUSED, now)
    record(session, case, "confirming_refused", now, officer)


def not_reached(session: Session, officer: Officer, number: int, now: datetime) -> bool:
    """Whether it is to be tried again: after the third time it is not."""
    drawn, case = _find(session, officer, number)
    record(session, case, "confirming_tried", now, officer)
    if drawn.tries + 1 < MOST_TRIES:
        drawn.tries += 1
        return True
    _close(drawn, officer, NOT_REACHED, now)
    return False


def is_own_work(session: Session, case: Case, officer: Officer) -> bool:
    """Who did it, wrote the answer, approved it, or said it on the phone."""
    answered = last_answered(session, case)
    wrote = select(Answer.id).where(Answer.case_id == case.id, Answer.author_id == officer.id).limit(1)
    if case.assigned_to == officer.id or (answered is not None and answered.officer_id == officer.id):
        return True
    return session.scalar(wrote) is not None


def case_of_call(session: Session, officer: Officer, number: int) -> Case:
    """Raises NoSuchCase, OwnWork, AlreadyCalled."""
    return _find(session, officer, number)[1]


def _find(session: Session, officer: Officer, number: int) -> tuple[Confirming, Case]:
    drawn = session.get(Confirming, number, with_for_update=True)
    case = session.get(Case, drawn.case_id) if drawn else None
    if drawn is None or case is None or not may_see(officer, case):
        raise NoSuchCase
    if drawn.done_at is not None:
        raise AlreadyCalled
    if is_own_work(session, case, officer):
        raise OwnWork
    return drawn, case


def _close(drawn: Confirming, officer: Officer, outcome: str, now: datetime) -> None:
    drawn.tries += 1
    drawn.done_at, drawn.outcome, drawn.officer_id = now, outcome, officer.id
