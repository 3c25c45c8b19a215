"""Cases that others have a part in: a task of a further unit, a referral to a body outside."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.handling.together.tasks import ask_unit
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.records.desk import CaseTask, Referral
from feedback_service.routing.transfer import transfer_case
from tests.builders.cases import NOW

SOON = date(2026, 3, 5)
POWER = "DIENLUC"


def asked(
    session: Session,
    case: Case,
    officer: Officer,
    pack: Pack,
    unit: str = "VHXH",
    by: date = SOON,
    now: datetime = NOW,
) -> CaseTask:
    task = ask_unit(session, case, officer, unit, "Xác minh hộ này có trong danh sách không", by, pack, now)
    session.flush()
    return task


def referred(session: Session, case: Case, officer: Officer, pack: Pack, now: datetime = NOW) -> Referral:
    transfer_case(session, case, officer, POWER, "đường dây của điện lực", pack, now)
    return session.scalars(
        select(Referral).where(Referral.case_id == case.id).order_by(Referral.id.desc())
    ).first()  # type: ignore[return-value]
