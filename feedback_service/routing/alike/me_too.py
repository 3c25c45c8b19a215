"""Somebody has the same trouble as a public case tells of. One counts once; who it was is not kept."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback_service.errors import NoSuchCase
from feedback_service.handling.public.queries import find_public_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, MeToo, keyring
from feedback_service.records.new_rows import insert_into


def add_me_too(session: Session, code: str, who: str, pack: Pack, now: datetime, own_code: str = "") -> None:
    """`who`: whatever tells one browser from another; only its keyed hash is kept. Twice counts once.

    `own_code`: the case in which the same person told of it. Raises NoSuchCase unless the case is public.
    """
    if find_public_case(session, code, pack) is None:
        raise NoSuchCase
    case_id = session.scalars(select(Case.id).where(Case.code == code)).one()
    own = session.scalar(select(Case.id).where(Case.code == own_code)) if own_code else None
    row = {"case_id": case_id, "who": keyring.fingerprint(f"me_too:{who}"), "at": now}
    if own is not None and own != case_id:
        row["other_case_id"] = own
    session.execute(insert_into(session, MeToo).values(row).on_conflict_do_nothing())


def count_me_toos(session: Session, case: Case) -> int:
    return session.scalar(select(func.count()).where(MeToo.case_id == case.id)) or 0
