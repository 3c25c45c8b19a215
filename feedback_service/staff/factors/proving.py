"""Judges what somebody gives to prove himself. Wrong ones are counted before they are judged, as with passwords."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from feedback_service.database import transaction
from feedback_service.records import Officer
from feedback_service.staff.factors import passkeys, recovery, totp
from feedback_service.staff.factors.having import Proof, proof_of
from feedback_service.staff.guessing import count_attempt, forgive, key_for
from feedback_service.staff.passwords import fits
from feedback_service.staff.sessions import note_proof

WRONG = _l("Chưa đúng. Xin xem lại rồi nhập lần nữa.")
CLOSED = _l("Thử sai nhiều lần quá. Xin đợi vài phút rồi thử lại.")


@dataclass(frozen=True, slots=True)
class Given:
    """`code`: of the app, or a recovery code. `passkey`: the browser's answer as JSON."""

    code: str = ""
    passkey: str = ""
    password: str = ""
    click: bool = False

    @classmethod
    def of(cls, form: Mapping[str, str]) -> "Given":
        return cls(
            form.get("xm_ma", ""), form.get("xm_khoa", ""), form.get("xm_mat_khau", ""), "xm_bam" in form
        )


GIVEN_FIELDS = frozenset({"xm_ma", "xm_khoa", "xm_mat_khau", "xm_bam"})


def factor_key(officer: Officer) -> str:
    return key_for("factor", str(officer.id))


def prove(officer: Officer, given: Given, now: datetime) -> LazyString | str:
    """Returns what is wrong, or '' when the officer has proved himself; that is then noted in the session.

    Opens two transactions: an attempt counts also where judging it fails.
    """
    number, key = officer.id, factor_key(officer)
    with transaction() as session:
        closed_until = count_attempt(session, key, now)
    if closed_until:
        return CLOSED
    with transaction() as session:
        if not fits_one(session, session.get_one(Officer, number), given, now):
            return WRONG
        forgive(session, key)
        note_proof(session, now)
    return ""


def fits_one(session: Session, officer: Officer, given: Given, now: datetime) -> bool:
    """Whether this proves the officer, by the way that is open to him. What works once is then spent."""
    match proof_of(session, officer):
        case Proof.FACTOR:
            return fits_factor(session, officer, given, now)
        case Proof.PASSWORD:
            return fits(officer, given.password)
        case Proof.CLICK:
            return given.click


def fits_factor(session: Session, officer: Officer, given: Given, now: datetime) -> bool:
    if given.passkey:
        whose = passkeys.use_key(session, given.passkey, now, alone=False)
        return whose is not None and whose.id == officer.id
    return totp.use_code(session, officer, given.code, now) or recovery.use_code(
        session, officer, given.code, now
    )
