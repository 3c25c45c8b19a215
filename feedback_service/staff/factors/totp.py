"""Codes of an app on the phone: RFC 6238, six digits, thirty seconds, one step of a slow clock either way.

The secret is sealed with the keys of the contacts. Until a first code has confirmed it, it stands only in the
officer's own cookie, sealed as well: a drawing that nobody scanned locks nobody out.
"""

import base64
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import InvalidToken
from markupsafe import Markup
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from feedback_service.records import Officer, keyring

STEP_SECONDS = 30
DRIFT_STEPS = 1
_DIGITS = 6


def new_secret() -> str:
    return pyotp.random_base32()


def sealed(secret: str) -> str:
    """For the cookie, which is signed and not secret."""
    return base64.urlsafe_b64encode(keyring.seal(secret.encode())).decode()


def unsealed(kept: str) -> str:
    """Empty where it is none of ours."""
    try:
        return keyring.open(base64.urlsafe_b64decode(kept.encode())).decode()
    except (InvalidToken, ValueError):
        return ""


def drawing(secret: str, email: str, issuer: str) -> Markup:
    """The square that the app scans."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)
    square = segno.make(address, micro=False, error="m")
    return Markup(square.svg_inline(border=4, omitsize=True))  # noqa: S704  segno's own, no text in it


def in_groups(secret: str) -> str:
    """For whoever types it: `ABCD EFGH …`."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step to which the code belongs. None: a wrong code, or one too old or too early."""
    digits = "".join(code.split())
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    totp, here = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    for step in range(here - DRIFT_STEPS, here + DRIFT_STEPS + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), digits):
            return step
    return None


def confirm(session: Session, officer: Officer, secret: str, code: str, now: datetime) -> bool:
    """From here on the officer's codes are those of this secret. False: the first code is wrong."""
    step = step_of(secret, code, now) if secret else None
    if step is None:
        return False
    officer.totp_secret, officer.totp_since, officer.totp_last_step = secret, now, step
    session.flush()
    return True


def use_code(session: Session, officer: Officer, code: str, now: datetime) -> bool:
    """Whether the code is right and new: of two that come at once with the same code, one is right."""
    if not officer.totp_secret or officer.totp_since is None:
        return False
    step = step_of(officer.totp_secret, code, now)
    if step is None:
        return False
    newer = or_(Officer.totp_last_step.is_(None), Officer.totp_last_step < step)
    taken = session.execute(
        update(Officer).where(Officer.id == officer.id, newer).values(totp_last_step=step)
    )
    return bool(taken.rowcount)  # type: ignore[attr-defined]


def drop(officer: Officer) -> None:
    officer.totp_secret = officer.totp_since = officer.totp_last_step = None
