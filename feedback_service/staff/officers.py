"""Officers: added by the administrator, who hands over a link; they choose the password themselves."""

import secrets
from datetime import datetime, timedelta

from flask import current_app
from flask_babel import lazy_gettext as _l
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, NoSuchUnit
from feedback_service.pack.model import Pack
from feedback_service.records import Officer
from feedback_service.staff.passwords import check_strength, hashed
from feedback_service.staff.sessions import end_others
from feedback_service.vocabulary import Role

LINK_LASTS = timedelta(days=3)  # handed over by the administrator
MAILED_LASTS = timedelta(hours=1)  # asked for by whoever forgot the password
SET_PASSWORD_PATH = "/can-bo/dat-mat-khau/"  # noqa: S105 - an address
UNIT_ROLES = frozenset({Role.OFFICER, Role.HEAD})


class EmailTaken(Fact):
    said = _l("Đã có cán bộ dùng địa chỉ này.")


class LinkSpent(Fact):
    status = 410
    said = _l("Đường dẫn này đã dùng rồi hoặc đã quá hạn. Xin nhờ quản trị gửi đường dẫn mới.")


def add_officer(
    session: Session, email: str, role: Role, unit: str, pack: Pack, now: datetime, name: str = ""
) -> str:
    """Adds an officer without a password. Returns the token of a one-time link, see `link`.

    Raises EmailTaken, NoSuchUnit. Needs the application's context.
    """
    address = email.strip().lower()
    if find_officer(session, address):
        raise EmailTaken
    officer = Officer(
        email=address,
        name=name or address.split("@")[0],
        role=role,
        unit_code=unit_for(role, unit, pack),
        active=True,
        demo=False,
        fs_uniquifier=secrets.token_hex(16),
        created_at=now,
    )
    session.add(officer)
    session.flush()
    return password_token(officer)


def unit_for(role: Role, unit: str, pack: Pack) -> str:
    """Roles above the units sit somewhere too: at the desk that the pack names for their work. Raises NoSuchUnit."""
    found = pack.unit_by_code.get(unit or home_unit(role, pack))
    if found is None or found.outside or found.retired:
        raise NoSuchUnit
    return found.code


def home_unit(role: Role, pack: Pack) -> str:
    commune = pack.commune
    homes = {Role.PUBLISHER: commune.publishing_unit, Role.LEADER: commune.sealed_unit}
    return "" if role in UNIT_ROLES else homes.get(role, commune.triage_unit)


def find_officer(session: Session, email: str) -> Officer | None:
    return session.scalars(select(Officer).where(Officer.email == email.strip().lower())).first()


def password_token(officer: Officer, lasts: timedelta = LINK_LASTS) -> str:
    """Works once: it names the officer by a value that changes with the password."""
    return str(_signer().dumps([officer.fs_uniquifier, int(lasts.total_seconds())]))


def link(base_url: str, token: str) -> str:
    return f"{base_url}{SET_PASSWORD_PATH}{token}"


def officer_of(session: Session, token: str, now: datetime) -> Officer:
    """Raises LinkSpent, for every token that opens nothing, whatever is wrong with it."""
    try:
        (who, seconds), signed_at = _signer().loads(token, return_timestamp=True)
    except BadData:
        who, seconds, signed_at = "", 0, now
    mine = select(Officer).where(Officer.fs_uniquifier == who, Officer.active)
    officer = session.scalars(mine).first()
    if officer is None or now - signed_at > timedelta(seconds=seconds):
        raise LinkSpent
    return officer


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="set-password")


def set_password(
    session: Session, officer: Officer, password: str, now: datetime, keep: int | None = None
) -> None:
    """Ends every open session but the one with the number `keep`, spends the links, and opens what was locked.

    Raises PasswordTooWeak.
    """
    check_strength(password, officer)
    officer.password = hashed(password)
    officer.fs_uniquifier = secrets.token_hex(16)
    if officer.locked_at is not None:
        officer.locked_at, officer.idle_from = None, now
    end_others(session, officer, keep, now)


def lock(session: Session, officer: Officer, now: datetime) -> None:
    """Nobody enters, and no earlier link opens, until the administrator sends a new one."""
    officer.locked_at = now
    officer.fs_uniquifier = secrets.token_hex(16)
    end_others(session, officer, None, now)
