"""Who is named to a sealed case. Only ever by name: no role and no unit opens one but the leaders'."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.errors import ChangeNotAllowed, Fact
from feedback_service.handling.workflow import record, require
from feedback_service.records import Case, CaseReader, Officer
from feedback_service.staff.permissions import Action
from feedback_service.staff.visibility import is_barred
from feedback_service.vocabulary import Role, Visibility


class NobodyToName(Fact):
    status = 422
    said = _l("Xin chọn một cán bộ đang làm việc.")


def name_reader(session: Session, case: Case, by: Officer, number: int, now: datetime) -> None:
    """Raises NotYours, ChangeNotAllowed for a case that is not sealed, NobodyToName (also for whom it is about)."""
    require(by, Action.SEAL, case)
    _require_sealed(case)
    reader = session.get(Officer, number)
    if reader is None or not reader.active or reader.role == Role.ADMIN or is_barred(session, reader, case):
        raise NobodyToName
    if _row(session, case, number) is None:
        session.add(CaseReader(case_id=case.id, officer_id=number, since=now))
        record(session, case, "reader_named", now, by, reader=number)


def take_off_reader(session: Session, case: Case, by: Officer, number: int, now: datetime) -> None:
    """Raises NotYours, ChangeNotAllowed."""
    require(by, Action.SEAL, case)
    _require_sealed(case)
    row = _row(session, case, number)
    if row is not None:
        session.delete(row)
        record(session, case, "reader_taken_off", now, by, reader=number)


def readers_of(session: Session, case: Case) -> Sequence[Officer]:
    named = select(CaseReader.officer_id).where(CaseReader.case_id == case.id)
    return session.scalars(select(Officer).where(Officer.id.in_(named)).order_by(Officer.name)).all()


def people(session: Session) -> Sequence[Officer]:
    """Who may be named or barred: everybody at work but administrators, who see no cases."""
    asked = select(Officer).where(Officer.active, Officer.role != Role.ADMIN)
    return session.scalars(asked.order_by(Officer.name, Officer.id)).all()


def _require_sealed(case: Case) -> None:
    if case.visibility != Visibility.SEALED:
        raise ChangeNotAllowed


def _row(session: Session, case: Case, number: int) -> CaseReader | None:
    asked = select(CaseReader).where(CaseReader.case_id == case.id, CaseReader.officer_id == number)
    return session.scalars(asked).first()
