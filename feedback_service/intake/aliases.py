"""Codes on receipts that were given while the database was away, where the case has another one.

Such a code is made from the submission's id, and the database could not be asked whether it was free. With ten
thousand cases it is taken once in a thousand times: then code and PIN on that receipt lead here to the right case.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.intake.pins import pin_for, pin_hash, pin_matches
from feedback_service.records import Case, ReceiptAlias
from feedback_service.records.new_rows import insert_into


def remember_alias(session: Session, code: str, submission_id: str, case: Case) -> None:
    """Again changes nothing."""
    hashed = pin_hash(code, pin_for(submission_id, code))
    session.execute(
        insert_into(session, ReceiptAlias)
        .values(code=code, pin_hash=hashed, case_id=case.id)
        .on_conflict_do_nothing()
    )


def case_of_receipt(session: Session, code: str, pin: str) -> Case | None:
    """The case that this code and this PIN open together."""
    case = session.scalars(select(Case).where(Case.code == code)).one_or_none()
    if case is not None and pin_matches(case, pin):
        return case
    alias = select(ReceiptAlias.case_id).where(
        ReceiptAlias.code == code, ReceiptAlias.pin_hash == pin_hash(code, pin.strip())
    )
    return session.scalars(select(Case).where(Case.id.in_(alias)).order_by(Case.id)).first()
