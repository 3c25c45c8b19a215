"""Which factors an officer has beside the password, and which proof is asked of whom."""

from enum import StrEnum

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from feedback_service.config import Config
from feedback_service.errors import Fact
from feedback_service.records import Officer, Passkey
from feedback_service.staff.factors import passkeys, recovery, totp


class LastFactor(Fact):
    said = _l("Đây là lớp bảo vệ thứ hai duy nhất. Xin thêm cách khác trước khi bỏ cách này.")


class Proof(StrEnum):
    FACTOR = "factor"  # a code, a recovery code, a passkey
    PASSWORD = "password"  # noqa: S105  of those who have no factor, where none is required
    CLICK = "click"  # of made-up officers, who have nothing


def has_factor(session: Session, officer: Officer) -> bool:
    return officer.totp_since is not None or has_key(session, officer)


def has_key(session: Session, officer: Officer) -> bool:
    return bool(session.scalar(select(exists().where(Passkey.officer_id == officer.id))))


def proof_of(session: Session, officer: Officer) -> Proof:
    if has_factor(session, officer):
        return Proof.FACTOR
    return Proof.CLICK if officer.demo else Proof.PASSWORD


def factor_is_required() -> bool:
    config: Config = current_app.config["SERVICE"]
    return config.mfa == "required"


def drop_totp(session: Session, officer: Officer) -> None:
    """Raises LastFactor."""
    totp.drop(officer)
    _keep_one(session, officer)


def drop_key(session: Session, officer: Officer, number: int) -> None:
    """Raises LastFactor."""
    passkeys.drop(session, officer, number)
    _keep_one(session, officer)


def drop_all(session: Session, officer: Officer) -> None:
    """For an officer who lost everything: the next sign-in begins with a new factor."""
    totp.drop(officer)
    recovery.drop(session, officer)
    for key in passkeys.keys_of(session, officer):
        session.delete(key)
    session.flush()


def _keep_one(session: Session, officer: Officer) -> None:
    session.flush()
    if has_factor(session, officer):
        return
    if factor_is_required():
        raise LastFactor
    recovery.drop(session, officer)
