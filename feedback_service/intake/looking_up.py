"""A code and a PIN open a case to its sender. Five wrong PINs lock the code for 15 minutes.

Codes that nobody has are counted and locked like all others, so that guessing tells nothing apart.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from feedback_service.intake.aliases import case_of_receipt
from feedback_service.records import Case
from feedback_service.staff.guessing import count_attempt, forgive, key_for

FREE_WRONG_PINS = 5
FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=4)  # 10,000 PINs at 30 a day are a year; the sender is never shut out for long


class Opening(StrEnum):
    OPEN = "open"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class LookUp:
    outcome: Opening
    case: Case | None = None


def wait_after(failures: int) -> timedelta:
    """15 minutes after the fifth wrong PIN, and twice as long after each five more."""
    fives, rest = divmod(failures, FREE_WRONG_PINS)
    if rest or not fives:
        return timedelta()
    return min(FIRST_WAIT * (1 << min(fives - 1, 10)), LONGEST_WAIT)


def open_with_pin(session: Session, code: str, pin: str, now: datetime) -> LookUp:
    """Counts the attempt, so it must be committed whatever comes out. The case may have another code (aliases.py)."""
    key = key_for("pin", code)
    if count_attempt(session, key, now, wait_after):
        return LookUp(Opening.LOCKED)
    case = case_of_receipt(session, code, pin)
    if case is None:
        return LookUp(Opening.WRONG)
    forgive(session, key)
    return LookUp(Opening.OPEN, case)
