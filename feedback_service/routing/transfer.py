"""A case goes to whom it belongs: another unit, or a body outside, with a reason. Never a dead end."""

from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchUnit, ReasonMissing
from feedback_service.handling.close import pass_on
from feedback_service.handling.joining.following import move_merged
from feedback_service.handling.secrecy.kept_from import require_not_about_unit
from feedback_service.handling.workflow import change_status, record, require, require_open
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.routing.learning.lessons import learn_from
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Status


def transfer_case(
    session: Session, case: Case, officer: Officer, unit: str, reason: str, pack: Pack, now: datetime
) -> None:
    """Inside the commune the clock runs on, since the citizen was promised a day and not a desk.

    Raises ReasonMissing, NoSuchUnit, AboutThatUnit, ChangeNotAllowed.
    """
    require(officer, Action.TRANSFER, case)
    require_open(case)
    if not reason.strip():
        raise ReasonMissing
    known = pack.unit_by_code.get(unit)
    if known is None or known.retired or unit == case.unit_code:
        raise NoSuchUnit
    require_not_about_unit(session, case, unit)
    if known.outside:
        pass_on(session, case, officer, unit, reason.strip(), pack, now)
        learn_from(session, case, pack, now)
        return
    before, case.unit_code, case.assigned_to, case.confirmed_at = case.unit_code, unit, None, None
    move_merged(session, case, now)
    learn_from(session, case, pack, now)
    record(session, case, "transferred", now, officer, reason=reason.strip(), **{"from": before, "to": unit})
    if case.status == Status.IN_PROGRESS:
        change_status(session, case, Status.RECEIVED, now, officer)
