"""Nothing is given to those whom a case is about: neither handed over, nor assigned, nor asked for help with."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import Fact
from feedback_service.records import Case, CaseBar, Officer
from feedback_service.staff.visibility import is_barred


class AboutThatUnit(Fact):
    status = 422
    said = _l("Việc này nói tới đơn vị đó nên đang che với họ. Xin chọn đơn vị khác, hoặc hỏi lãnh đạo xã.")


class AboutThatOfficer(Fact):
    status = 422
    said = _l("Việc này nói tới người đó nên đang che với họ. Xin chọn người khác, hoặc hỏi lãnh đạo xã.")


def require_not_about_unit(session: Session, case: Case, unit: str) -> None:
    """Raises AboutThatUnit while a bar keeps the case from everybody who sits there."""
    bar = select(CaseBar.id).where(
        CaseBar.case_id == case.id, CaseBar.unit_code == unit, CaseBar.lifted_at.is_(None)
    )
    if unit and session.scalar(bar.limit(1)) is not None:
        raise AboutThatUnit


def require_not_about(session: Session, case: Case, officer: Officer) -> None:
    """Raises AboutThatOfficer."""
    if is_barred(session, officer, case):
        raise AboutThatOfficer
