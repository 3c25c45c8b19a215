"""Between the password and the second factor: the cookie knows who gave a right password, and nobody is signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session as cookie
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.records import Officer
from feedback_service.staff.factors import totp

LASTS = timedelta(minutes=10)
_HALF, _SECRET = "half", "totp"


@dataclass(frozen=True, slots=True)
class HalfWay:
    officer: Officer
    wanted: str  # the page to go on to


def go_half(officer: Officer, wanted: str, now: datetime) -> None:
    """Nothing of the stranger's session before it stays."""
    cookie.clear()
    cookie[_HALF] = {"who": officer.get_id(), "since": int(now.timestamp()), "next": wanted}


def half_way(session: Session, now: datetime) -> HalfWay | None:
    """None: no password was given here lately, or it was changed, or the account closed meanwhile."""
    kept = cookie.get(_HALF)
    if not kept or now.timestamp() - kept["since"] > LASTS.total_seconds():
        return None
    mine = select(Officer).where(Officer.fs_uniquifier == kept["who"])
    officer = session.scalars(mine.where(Officer.active, Officer.locked_at.is_(None))).first()
    return HalfWay(officer, kept["next"]) if officer else None


def secret_on_offer() -> str:
    """The secret of an app that is being set up: the same until it is confirmed."""
    secret = totp.unsealed(str(cookie.get(_SECRET, "")))
    if not secret:
        secret = totp.new_secret()
        cookie[_SECRET] = totp.sealed(secret)
    return secret


def forget_offer() -> None:
    cookie.pop(_SECRET, None)
