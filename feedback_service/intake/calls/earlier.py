"""What a number wrote or said before, for whoever talks to it now. Only that there was something: the words after
looking, which leaves a trace. Sealed cases are not among them, for anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase
from feedback_service.handling.queries import find_case, has_looked
from feedback_service.handling.sender import reveal_sender
from feedback_service.intake.calls.day_log import calls_known_to
from feedback_service.intake.phones import e164_or_nothing
from feedback_service.records import Call, Case, Contact, Officer, keyring
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.visibility import UNSEALED, visible_cases
from feedback_service.vocabulary import Visibility

MOST_SHOWN = 5
_MOST_CONTACTS = 200  # of one number: more is no citizen


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """`case` is shown by code, day and status; `shown` says whether this officer has looked at its words."""

    case: Case
    shown: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """`cases` counts all that the officer may know of, `lines` are the newest; `calls` counts calls."""

    cases: int
    calls: int
    lines: Sequence[EarlierCase]


def earlier_of(session: Session, officer: Officer, phone: str, now: datetime) -> Earlier | None:
    """None for who may not know which case is whose, and for a number that is not whole yet.

    Which cases a number has brought tells who wrote them: that is for those who may see senders.
    """
    number = e164_or_nothing(phone)
    if not number or not may_anywhere(officer, Action.SEE_SENDER):
        return None
    mark = keyring.fingerprint(number)
    # Two steps by key: in one, SQLite walks through every case.
    contacts = session.scalars(
        select(Contact.id).where(Contact.phone_fingerprint == mark).order_by(Contact.id.desc())
        .limit(_MOST_CONTACTS)
    ).all()  # fmt: skip
    counted = select(func.count()).where(Call.caller_fingerprint == mark, calls_known_to(officer))
    calls = session.scalar(counted) or 0
    if not contacts:
        return Earlier(0, calls, ())
    asked = select(Case).where(Case.contact_id.in_(contacts), UNSEALED, visible_cases(officer))
    found = session.scalars(asked.order_by(Case.id.desc())).all()
    lines = [EarlierCase(case, has_looked(session, officer, case, now)) for case in found[:MOST_SHOWN]]
    return Earlier(len(found), calls, lines)


def show_earlier(session: Session, officer: Officer, code: str, now: datetime) -> None:
    """The officer looks at what it was about. Raises NoSuchCase, NotYours."""
    case = find_case(session, officer, code)
    if case.visibility == Visibility.SEALED:
        raise NoSuchCase
    reveal_sender(session, case, officer, _("Người gọi lại từ số của hồ sơ này"), now)
