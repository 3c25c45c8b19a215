"""A case by the keys of a telephone: seven digits name at most one, since the letter follows from them.

The caller's own number opens it, else the PIN, counted and locked as on the web. What is sealed, and what does not
exist, sound alike.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.promises import running
from feedback_service.intake.codes import DIGITS, check_letter, read_code
from feedback_service.intake.looking_up import Opening, open_with_pin
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.intake.pins import DIGITS as PIN_DIGITS
from feedback_service.intake.voice.scripts import Told
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Contact, keyring
from feedback_service.vocabulary import Clock, Visibility


def code_of(digits: str, pack: Pack) -> str | None:
    """The one code that has these digits; None where they are not seven."""
    bare = digits.strip("*#")
    if len(bare) != DIGITS or not bare.isdecimal():
        return None
    return read_code(bare + check_letter(bare), pack.commune.code_prefix)


def own_case(session: Session, code: str, caller: str) -> Case | None:
    """Where the telephone that the case came from asks for it; never a sealed one, which others at home may ask for."""
    case = session.scalars(select(Case).where(Case.code == code)).one_or_none()
    number = e164_or_nothing(caller)
    if case is None or not number or case.visibility == Visibility.SEALED:
        return None
    known = session.scalar(select(Contact.phone_fingerprint).where(Contact.id == case.contact_id))
    return case if known == keyring.fingerprint(number) else None


def open_by_keys(session: Session, code: str, pin: str, now: datetime) -> tuple[Opening, Case | None]:
    """WRONG also for a sealed case with the right PIN: that a case is sealed is not said on the telephone."""
    found = open_with_pin(session, code, pin, now)
    if found.case is None or found.case.visibility == Visibility.SEALED:
        return (Opening.WRONG if found.outcome == Opening.OPEN else found.outcome), None
    return found.outcome, found.case


def is_pin(digits: str) -> bool:
    return len(digits.strip("*#")) == PIN_DIGITS


def told(case: Case) -> Told:
    promise = running(case, Clock.ANSWER)
    due = promise.due_on if promise and promise.paused_at is None and case.is_unfinished else None
    return Told(case.code, case.status.value, due=due, answered=case.answered_on)
