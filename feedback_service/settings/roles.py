"""Finding an officer among the others, and another role or unit for one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.folding import fold
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.records.case import OPEN
from feedback_service.settings.officers import (
    LastAdministrator,
    NoSuchOfficer,
    all_officers,
    count_administrators,
)
from feedback_service.staff.officers import unit_for
from feedback_service.staff.sessions import end_others
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import Role


class NotYourOwnRole(Fact):
    said = _l("Không tự đổi vai trò của mình. Xin nhờ quản trị khác.")


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for among the officers: words without accents, a unit, a role; "" for any."""

    words: str = ""
    unit: str = ""
    role: str = ""


def found_officers(session: Session, sought: Sought) -> Sequence[Officer]:
    """Some dozens in a commune, so they are looked through here."""
    return [officer for officer in all_officers(session) if _fits(officer, sought)]


def find_officer(session: Session, number: int) -> Officer:
    """Raises NoSuchOfficer."""
    officer = session.get(Officer, number) if 0 < number < 2**31 else None
    if officer is None:
        raise NoSuchOfficer
    return officer


def open_in_hand(session: Session, officer: Officer) -> int:
    """Open cases that are assigned to the officer; sealed ones are in no figure."""
    held = select(func.count()).select_from(Case).where(Case.assigned_to == officer.id, text(OPEN), UNSEALED)
    return session.scalar(held) or 0


def change_role(
    session: Session, number: int, role: Role, unit: str, by: Officer, pack: Pack, now: datetime
) -> Officer:
    """What was open in the officer's browsers ends: the next page is one of the new role.

    Raises NoSuchOfficer, NotYourOwnRole, LastAdministrator, NoSuchUnit.
    """
    officer = find_officer(session, number)
    if officer.id == by.id:
        raise NotYourOwnRole
    last = officer.role == Role.ADMIN and officer.active and count_administrators(session) < 2
    if last and role != Role.ADMIN:
        raise LastAdministrator
    officer.role, officer.unit_code = role, unit_for(role, unit, pack)
    end_others(session, officer, None, now)
    return officer


def _fits(officer: Officer, sought: Sought) -> bool:
    words = fold(sought.words).split()
    known = fold(f"{officer.name} {officer.email}")
    return (
        all(word in known for word in words)
        and sought.unit in ("", officer.unit_code)
        and sought.role in ("", officer.role.value)
    )
