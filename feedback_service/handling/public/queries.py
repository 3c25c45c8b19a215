"""Reads for public pages. They touch the public texts and, of the case, only whether it may be shown now."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, Select, bindparam, func, select, tuple_
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import PublicCase, public_case
from feedback_service.pack.model import Pack
from feedback_service.records import Case, PackVersion, PublicText
from feedback_service.vocabulary import Publication, Status, Visibility


@dataclass(frozen=True, slots=True)
class Glance:
    """What decides which page a code has. `shown`: its public text may be shown; else the neutral status is.

    The case's own revision is not here on purpose: whoever looks at the neutral status of a case again and again
    must not learn that something happened in it.
    """

    shown: bool
    withdrawn: bool
    text_revision: int
    status: Status
    pack_version: int


_GLANCE = (
    select(
        Case.visibility,
        Case.status,
        PublicText.state,
        PublicText.revision,
        select(func.max(PackVersion.id)).scalar_subquery().label("pack_version"),
    )
    .outerjoin(PublicText, PublicText.case_id == Case.id)
    .where(Case.code == bindparam("code"))
)


def glance(session: Session, code: str) -> Glance | None:
    """One row by one index; None where there is no such case."""
    row = session.execute(_GLANCE, {"code": code}).one_or_none()
    if row is None:
        return None
    listed = row.visibility == Visibility.LISTED
    return Glance(
        shown=listed and row.state == Publication.PUBLISHED,
        withdrawn=listed and row.state == Publication.WITHDRAWN,
        text_revision=row.revision or 0,
        status=row.status,
        pack_version=row.pack_version or 0,
    )


def find_public_case(session: Session, code: str, pack: Pack) -> PublicCase | None:
    found = session.execute(_texts().where(PublicText.code == code)).one_or_none()
    return _filtered([found], pack)[0] if found and _filtered([found], pack) else None
