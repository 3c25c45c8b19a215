"""An officer changes his password: the old one is asked for, and wrong ones count as at the door."""

from datetime import datetime

from flask_babel import LazyString
from sqlalchemy.orm import Session

from feedback_service.database import db, transaction
from feedback_service.records import Officer
from feedback_service.staff.factors.proving import CLOSED, WRONG
from feedback_service.staff.guessing import count_attempt, forgive
from feedback_service.staff.officers import set_password
from feedback_service.staff.passwords import fits
from feedback_service.staff.sign_in import sign_in_key


def check_now(number: int, password: str, now: datetime) -> LazyString | str:
    """What is wrong with the password in use, or ''. The attempt stands before it is judged."""
    officer = db.session.get_one(Officer, number)
    key = sign_in_key(officer.email)
    with transaction() as session:
        closed_until = count_attempt(session, key, now)
    if closed_until:
        return CLOSED
    return "" if fits(officer, password) else WRONG


def change_password(session: Session, number: int, password: str, keep: int | None, now: datetime) -> Officer:
    """Ends the other sessions; `keep` is the number of this one. Raises PasswordTooWeak."""
    officer = session.get_one(Officer, number)
    set_password(session, officer, password, now, keep)
    forgive(session, sign_in_key(officer.email))
    return officer
