"""Calls that are owed, as the desk pays them: reached, not reached, given up after three tries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact, NoSuchCase, TextMissing
from feedback_service.handling.deadlines.office_hours import after_office_hours
from feedback_service.handling.promises import zone_of
from feedback_service.handling.queries import has_looked
from feedback_service.handling.sender import reveal_sender
from feedback_service.handling.workflow import record
from feedback_service.intake.calls.remarks import remark
from feedback_service.notifying.call_backs import calls_owed
from feedback_service.notifying.reach import takes_sms
from feedback_service.notifying.tell import reply_by_sms, tell_citizen
from feedback_service.pack.model import Pack
from feedback_service.records import Call, CallBack, Case, Officer
from feedback_service.staff.permissions import Action, may_anywhere
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Visibility

CALLED_BACK = "called_back"  # an action of the case's events
TRY_AGAIN = timedelta(hours=2)  # of office hours
MOST_TRIES = 3
Row = TypeVar("Row", Call, Case)


class AlreadyPaid(Fact):
    said = _l("Cuộc gọi này đã có người gọi lại rồi.")


@dataclass(frozen=True, slots=True)
class DebtLine:
    """`case` None where the call has none. `phone` "" where the officer has to look first, or nothing was left.
    `rang_at` is when the person called, where that is what is owed for.
    """

    debt: CallBack
    case: Case | None
    phone: str
    may_look: bool
    rang_at: datetime | None


def debts_owed(session: Session, officer: Officer, now: datetime) -> list[DebtLine]:
    """What this officer may know of, the most urgent first."""
    seen = CallBack.case_id.in_(select(Case.id).where(visible_cases(officer)))
    debts = calls_owed(session, seen)
    cases = _by_id(session, Case, {debt.case_id for debt in debts})
    calls = _by_id(session, Call, {debt.call_id for debt in debts})
    return [
        _line(session, debt, cases.get(debt.case_id or 0), calls.get(debt.call_id or 0), officer, now)
        for debt in debts
    ]


def find_debt(session: Session, officer: Officer, number: int) -> tuple[CallBack, Case | None]:
    """Raises NoSuchCase where it belongs to a case that the officer may not see."""
    debt = session.get(CallBack, number, with_for_update=True)
    case = session.get(Case, debt.case_id) if debt and debt.case_id else None
    if debt is None or (case is not None and not may_see(officer, case)):
        raise NoSuchCase
    return debt, case


def debt_line(session: Session, officer: Officer, number: int, now: datetime) -> DebtLine:
    """Raises NoSuchCase."""
    debt, case = find_debt(session, officer, number)
    call = session.get(Call, debt.call_id) if debt.call_id else None
    return _line(session, debt, case, call, officer, now)


def look_at_number(session: Session, officer: Officer, number: int, now: datetime) -> None:
    """Leaves a trace, as looking who wrote always does. Raises NoSuchCase, NotYours."""
    _debt, case = find_debt(session, officer, number)
    if case is not None:
        reveal_sender(session, case, officer, _("Gọi lại cho người gửi"), now)


def reached(session: Session, officer: Officer, number: int, said: str, now: datetime) -> None:
    """What came of it stands in the case, if there is one. Raises NoSuchCase, AlreadyPaid, TextMissing."""
    debt, case = _unpaid(session, officer, number)
    if not said.strip():
        raise TextMissing
    _pay(debt, officer, said, now)
    if case is not None:
        remark(session, case, officer, _("Đã gọi lại: %(what)s", what=said.strip()), now)
        record(session, case, CALLED_BACK, now, officer)


def not_reached(session: Session, officer: Officer, number: int, pack: Pack, now: datetime) -> bool:
    """One try more; after the third the caller is written to and the debt is closed: then False.

    Raises NoSuchCase, AlreadyPaid.
    """
    debt, case = _unpaid(session, officer, number)
    debt.tries, debt.last_try_at = debt.tries + 1, now
    if debt.tries < MOST_TRIES:
        debt.due_at = after_office_hours(now, TRY_AGAIN, pack.calendar, zone_of(pack))
        return True
    written = _write(session, debt, case, pack, now)
    said = _("Gọi ba lần không gặp, đã nhắn tin.") if written else _("Gọi ba lần không gặp.")
    _pay(debt, officer, said, now)
    if case is not None:
        remark(session, case, officer, said, now)
    return False


def _unpaid(session: Session, officer: Officer, number: int) -> tuple[CallBack, Case | None]:
    debt, case = find_debt(session, officer, number)
    if debt.done_at is not None:
        raise AlreadyPaid
    return debt, case


def _pay(debt: CallBack, officer: Officer, said: str, now: datetime) -> None:
    debt.done_at, debt.officer_id, debt.said = now, officer.id, said.strip()


def _write(session: Session, debt: CallBack, case: Case | None, pack: Pack, now: datetime) -> bool:
    key = f"not_reached:{debt.id}"
    if case is not None:
        return bool(tell_citizen(session, case, "not_reached", pack, now, key=key))
    if not takes_sms(debt.phone):
        return False
    return reply_by_sms(session, debt.phone, "call_us", pack, now, key)


def _line(
    session: Session, debt: CallBack, case: Case | None, call: Call | None, officer: Officer, now: datetime
) -> DebtLine:
    rang_at = call.started_at if call else None
    if case is None:
        return DebtLine(debt, None, debt.phone, may_look=False, rang_at=rang_at)
    free = may_anywhere(officer, Action.SEE_SENDER) and case.visibility != Visibility.SEALED
    shown = free or has_looked(session, officer, case, now)
    phone = debt.phone if shown else ""
    return DebtLine(debt, case, phone, may_look=bool(debt.phone) and not shown, rang_at=rang_at)


def _by_id(session: Session, table: type[Row], numbers: set[int | None]) -> dict[int, Row]:
    found = session.scalars(select(table).where(table.id.in_(numbers - {None})))
    return {row.id: row for row in found}
