"""Further units help with a case: asked, done, taken back.

The lead answers the citizen, and its clock waits for nobody.

No verb commits.
"""

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact, NoSuchUnit, NotYours, SealedAlone, TextMissing
from feedback_service.handling.promises import local_day
from feedback_service.handling.secrecy.kept_from import require_not_about_unit
from feedback_service.handling.workflow import record, require, require_open
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.records.desk import CaseTask
from feedback_service.staff.permissions import Action
from feedback_service.vocabulary import Role, Visibility

HELPERS = (Role.CLERK, Role.OFFICER, Role.HEAD, Role.LEADER)


class DayGone(Fact):
    status = 422
    said = _l("Ngày này đã qua. Xin chọn hôm nay hoặc một ngày sau.")


class DayMissing(Fact):
    status = 422
    said = _l("Xin ghi ngày cần xong.")


class NoSuchTask(Fact):
    status = 404
    said = _l("Không tìm thấy việc phối hợp này, hoặc việc đã được rút lại.")


class SealedNotShared(SealedAlone):
    said = _l("Việc bảo mật chỉ người có tên được xem, nên không nhờ cả một đơn vị được.")


def ask_unit(
    session: Session,
    case: Case,
    officer: Officer,
    unit: str,
    text: str,
    by: date | None,
    pack: Pack,
    now: datetime,
) -> CaseTask:
    """From now on the unit sees the case.

    Raises NotYours, ChangeNotAllowed, TextMissing, DayMissing, DayGone, NoSuchUnit, SealedNotShared, AboutThatUnit.
    """
    require(officer, Action.CONFIRM, case)
    require_open(case)
    if case.visibility == Visibility.SEALED:
        raise SealedNotShared
    if not text.strip():
        raise TextMissing
    _require_helper(case, unit, pack)
    require_not_about_unit(session, case, unit)
    task = CaseTask(
        case_id=case.id,
        unit_code=unit,
        asked=text.strip(),
        asked_by=officer.id,
        asked_at=now,
        due_on=_day(by, pack, now),
    )
    session.add(task)
    record(session, case, "task_asked", now, officer, unit=unit, by=task.due_on.isoformat())
    return task


def finish_task(
    session: Session, task: CaseTask, case: Case, officer: Officer, result: str, now: datetime
) -> None:
    """The unit says what it did; the lead reads it on the case page. Raises NotYours, ChangeNotAllowed, TextMissing."""
    if not may_finish(officer, task):
        raise NotYours
    if task.done_at or task.taken_back_at:
        raise ChangeNotAllowed
    if not result.strip():
        raise TextMissing
    task.done_at, task.done_by, task.result = now, officer.id, result.strip()
    wrote = case.citizen_wrote_at
    record(session, case, "task_done", now, officer, unit=task.unit_code)
    case.citizen_wrote_at = wrote  # a helper has not read it for the lead


def take_task_back(session: Session, task: CaseTask, case: Case, officer: Officer, now: datetime) -> None:
    """No longer asked for: the unit does not see the case any more. Raises NotYours, ChangeNotAllowed."""
    require(officer, Action.CONFIRM, case)
    if task.done_at or task.taken_back_at:
        raise ChangeNotAllowed
    task.taken_back_at = now
    record(session, case, "task_taken_back", now, officer, unit=task.unit_code)


def may_finish(officer: Officer, task: CaseTask) -> bool:
    return officer.role in HELPERS and (officer.unit_code == task.unit_code or officer.role == Role.LEADER)


def find_task(session: Session, case: Case, number: int) -> CaseTask:
    """Raises NoSuchTask, for a task of another case too."""
    task = session.scalars(
        select(CaseTask).where(CaseTask.id == number, CaseTask.case_id == case.id)
    ).one_or_none()
    if task is None:
        raise NoSuchTask
    return task


def _require_helper(case: Case, unit: str, pack: Pack) -> None:
    known = pack.unit_by_code.get(unit)
    if known is None or known.retired or known.outside or unit == case.unit_code:
        raise NoSuchUnit


def _day(by: date | None, pack: Pack, now: datetime) -> date:
    if by is None:
        raise DayMissing
    if by < local_day(now, pack):
        raise DayGone
    return by
