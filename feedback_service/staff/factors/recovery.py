"""Recovery codes, for the day the phone is lost: ten, shown once, each good for one sign-in.

Fifty bits of chance, behind the locks of guessing.py; of each only a keyed hash is kept.
"""

import secrets
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from feedback_service.records import Officer, RecoveryCode, keyring
from feedback_service.records.audit import note_deed

HOW_MANY = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
_LENGTH = 10


def new_codes(session: Session, officer: Officer) -> tuple[str, ...]:
    """Ten new ones in place of the earlier. They can be read here and nowhere again."""
    drop(session, officer)
    codes = tuple(_code() for _ in range(HOW_MANY))
    session.add_all(RecoveryCode(officer_id=officer.id, code_hash=_hash(code)) for code in codes)
    session.flush()
    return codes


def use_code(session: Session, officer: Officer, code: str, now: datetime) -> bool:
    """Whether it is one of those that are left. It is then spent."""
    unspent = (RecoveryCode.officer_id == officer.id, RecoveryCode.used_at.is_(None))
    spent = session.execute(
        update(RecoveryCode).where(*unspent, RecoveryCode.code_hash == _hash(code)).values(used_at=now)
    )
    if spent.rowcount:  # type: ignore[attr-defined]
        note_deed(session, "recovery_code.used", f"officer:{officer.id}", now, officer)
    return bool(spent.rowcount)  # type: ignore[attr-defined]


def codes_left(session: Session, officer: Officer) -> int:
    left = select(func.count()).select_from(RecoveryCode)
    left = left.where(RecoveryCode.officer_id == officer.id, RecoveryCode.used_at.is_(None))
    return session.scalar(left) or 0


def drop(session: Session, officer: Officer) -> None:
    """One by one, so that the log of changes hears of each."""
    for code in session.scalars(select(RecoveryCode).where(RecoveryCode.officer_id == officer.id)):
        session.delete(code)


def _code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return f"{letters[: _LENGTH // 2]}-{letters[_LENGTH // 2 :]}"


def _hash(code: str) -> str:
    """As it is typed: capitals, blanks and the dash do not matter."""
    plain = "".join(letter for letter in code.casefold() if letter.isalnum())
    return keyring.fingerprint(f"recovery:{plain}")
