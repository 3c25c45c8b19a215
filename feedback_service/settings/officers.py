"""Who works here. Adding is staff's own verb; closing an account ends every session of it at once."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.records import Officer, Passkey
from feedback_service.staff.factors.having import drop_all
from feedback_service.staff.officers import password_token
from feedback_service.staff.sessions import end_others
from feedback_service.vocabulary import Role


class NoSuchOfficer(Fact):
    status = 404
    said = _l("Không tìm thấy cán bộ này.")


class NotYourself(Fact):
    said = _l("Không tự khóa tài khoản của mình. Xin nhờ quản trị khác.")


class LastAdministrator(Fact):
    said = _l("Đây là quản trị cuối cùng. Xin thêm quản trị khác trước khi khóa.")


class OnlyMadeUpOfficers(Fact):
    """One real officer in a demo, and it would refuse to start again."""

    said = _l("Bản dùng thử chỉ có cán bộ bịa. Cài đặt thật rồi hãy thêm cán bộ.")


class AccountClosed(Fact):
    said = _l("Tài khoản đang khóa. Mở lại trước khi gửi đường dẫn mới.")


def all_officers(session: Session) -> Sequence[Officer]:
    """Some dozens in a commune, so no pages: those at work first, by name."""
    return session.scalars(select(Officer).order_by(Officer.active.desc(), Officer.name, Officer.id)).all()


def officers_with_factor(session: Session) -> frozenset[int]:
    """Numbers of those who have a second factor."""
    by_app = select(Officer.id).where(Officer.totp_since.is_not(None))
    return frozenset(session.scalars(by_app.union(select(Passkey.officer_id))))


def close_account(session: Session, number: int, by: Officer) -> Officer:
    """Raises NoSuchOfficer, NotYourself, LastAdministrator."""
    officer = _officer(session, number)
    if officer.id == by.id:
        raise NotYourself
    if officer.role == Role.ADMIN and officer.active and count_administrators(session) < 2:
        raise LastAdministrator
    officer.active = False
    officer.fs_uniquifier = secrets.token_hex(16)
    return officer


def forget_factor(session: Session, number: int, now: datetime) -> Officer:
    """For whoever lost the phone and the recovery codes: the next sign-in begins with a new second factor.

    Raises NoSuchOfficer.
    """
    officer = _officer(session, number)
    drop_all(session, officer)
    end_others(session, officer, None, now)
    return officer


def open_account(session: Session, number: int, now: datetime) -> Officer:
    """Raises NoSuchOfficer."""
    officer = _officer(session, number)
    officer.active, officer.idle_from = True, now
    return officer


def new_link(session: Session, number: int) -> tuple[Officer, str]:
    """The officer, and the token of a one-time link. Raises NoSuchOfficer, AccountClosed."""
    officer = _officer(session, number)
    if not officer.active:
        raise AccountClosed
    return officer, password_token(officer)


def _officer(session: Session, number: int) -> Officer:
    officer = session.get(Officer, number)
    if officer is None:
        raise NoSuchOfficer
    return officer


def count_administrators(session: Session) -> int:
    """Held until the end of the transaction: of two who close each other's account one is told no."""
    held = (
        select(Officer.id)
        .where(Officer.role == Role.ADMIN, Officer.active)
        .order_by(Officer.id)
        .with_for_update()
    )
    return len(session.scalars(held).all())
