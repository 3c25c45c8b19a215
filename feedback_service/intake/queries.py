"""What intake's pages read."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import running
from feedback_service.intake.aliases import case_of_receipt
from feedback_service.intake.pins import pin_for, pin_matches
from feedback_service.pack.model import Pack
from feedback_service.records import Case
from feedback_service.routing.places_asked import PlaceQuestion
from feedback_service.routing.placing import place_question
from feedback_service.vocabulary import Clock, Counting, Visibility


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the sender's receipt says. `unit` is "" for a sealed case: the paper may lie on a kitchen table."""

    code: str
    received_on: date
    unit: str
    due_on: date
    working_days: int
    danger: bool


def receipt_of(session: Session, code: str) -> ReceiptFacts | None:
    case = session.scalars(select(Case).where(Case.code == code)).one_or_none()
    return _facts(case) if case else None


def receipt_with_pin(session: Session, code: str, pin: str) -> tuple[ReceiptFacts, str] | None:
    """With the PIN to show. Both may be others than those given: the case's own (aliases.py)."""
    case = case_of_receipt(session, code, pin)
    if case is None:
        return None
    own = pin.strip() if pin_matches(case, pin) else pin_for(case.submission_id, case.code)
    return _facts(case), own


def place_asked(session: Session, code: str, pack: Pack) -> PlaceQuestion | None:
    """What the receipt asks: which of the thôn of one name. None where it is clear."""
    case = session.scalars(select(Case).where(Case.code == code)).one_or_none()
    return place_question(session, case, pack) if case else None


def _facts(case: Case) -> ReceiptFacts:
    promise = running(case, Clock.ANSWER) or case.promises[-1]
    return ReceiptFacts(
        code=case.code,
        received_on=case.received_on,
        unit="" if case.visibility == Visibility.SEALED else case.unit_code,
        due_on=promise.due_on,
        working_days=promise.amount if promise.counting == Counting.WORKING else 0,
        danger=case.danger,
    )


def new_submission_id() -> str:
    return uuid.uuid4().hex


def danger_phrases(pack: Pack) -> list[str]:
    """As the pack writes them: what makes a form show the emergency numbers before sending (static/js/danger.js)."""
    return sorted(
        {
            keyword.phrase
            for signal in pack.signals
            if signal.flag == "danger" and not signal.all_of
            for keyword in signal.any_of
        }
    )
