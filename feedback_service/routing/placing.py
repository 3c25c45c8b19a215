"""Where a case is: asked of whoever sent it while it is open, corrected by an officer. Each answer is an event."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, NoSuchPlace
from feedback_service.handling.secrecy.forgetting import forget_likeness
from feedback_service.handling.workflow import record
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Event, Officer
from feedback_service.routing.places_asked import PlaceQuestion, question_about

PLACED, NOT_KNOWN = "placed", "place_not_known"
_PROPOSED = ("received", "transcribed", "routed_again")


def place_question(session: Session, case: Case, pack: Pack) -> PlaceQuestion | None:
    """None where the place is clear, was answered, or nobody would work with the answer any more."""
    known = pack.area_by_code.get(case.area_code)
    if not case.is_unfinished or (known is not None and not known.ambiguous):
        return None
    asked = select(Event.action, Event.details).where(Event.case_id == case.id).order_by(Event.id)
    rows = session.execute(asked.where(Event.action.in_((*_PROPOSED, PLACED, NOT_KNOWN)))).all()
    if any(action in (PLACED, NOT_KNOWN) for action, _ in rows):
        return None
    proposals = [details["proposal"] for _, details in rows if details.get("proposal")]
    return question_about(proposals[-1]["areas"], pack) if proposals else None


def answer_place(session: Session, case: Case, code: str, pack: Pack, now: datetime) -> None:
    """By the sender, once. An empty `code` says that he does not know. Raises ChangeNotAllowed, NoSuchPlace."""
    question = place_question(session, case, pack)
    if question is None:
        raise ChangeNotAllowed
    if not code:
        record(session, case, NOT_KNOWN, now)
        return
    if code not in {area.code for area in question.choices}:
        raise NoSuchPlace
    _place(session, case, code, now, None)


def correct_place(
    session: Session, case: Case, code: str, officer: Officer, pack: Pack, now: datetime
) -> None:
    """An empty `code` takes the place away. The same place again changes nothing. Raises NoSuchPlace."""
    if code == case.area_code:
        return
    known = pack.area_by_code.get(code)
    if code and (known is None or known.retired):
        raise NoSuchPlace
    _place(session, case, code, now, officer)


def _place(session: Session, case: Case, code: str, now: datetime, officer: Officer | None) -> None:
    before, case.area_code = case.area_code, code
    forget_likeness(session, case, now)
    record(session, case, PLACED, now, officer, **{"from": before, "to": code})
