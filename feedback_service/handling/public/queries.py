"""Reads for public pages. They touch the public texts and, of the case, only whether it may be shown now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session

from feedback_service.handling.public.filter import PublicCase, public_case
from feedback_service.pack.model import Pack
from feedback_service.quick_read import QuickRead
from feedback_service.records import Case, PackVersion, PublicText
from feedback_service.vocabulary import Publication, Status, Visibility


@dataclass(frozen=True, slots=True)
class Glance:
    """What decides which page a code has. `shown`: its public text may be shown; `gone`: it was shown once.

    The case's own revision is not here on purpose: whoever looks at the neutral status of a case again and
    again must not learn that something happened in it.
    """

    shown: bool
    gone: bool
    text_revision: int
    status: str
    pack_version: int


_GLANCE = QuickRead(
    select(
        Case.visibility,
        Case.status,
        PublicText.state,
        PublicText.revision,
        PublicText.published_at,
        select(func.max(PackVersion.id)).scalar_subquery(),
    )
    .outerjoin(PublicText, PublicText.case_id == Case.id)
    .where(Case.code == bindparam("code"))
)


def glance(code: str) -> Glance | None:
    """One row by one index; None where there is no such case."""
    row = _GLANCE.row(code=code)
    if row is None:
        return None
    visibility, status, state, revision, published_at, pack_version = row
    shown = visibility == Visibility.LISTED and state == Publication.PUBLISHED
    return Glance(
        shown=shown,
        gone=not shown and published_at is not None,
        text_revision=revision or 0,
        status=str(status),
        pack_version=pack_version or 0,
    )


def published() -> tuple[ColumnElement[bool], ...]:
    """The conditions that every list of public cases begins with; they need the join to Case."""
    return (PublicText.state == Publication.PUBLISHED, Case.visibility == Visibility.LISTED)


def public_texts() -> Select[PublicText, Visibility, Status]:
    return select(PublicText, Case.visibility, Case.status).join(Case, Case.id == PublicText.case_id)


def find_public_case(session: Session, code: str, pack: Pack) -> PublicCase | None:
    """The public face of the case with this code, through the filter."""
    row = session.execute(public_texts().where(PublicText.code == code)).one_or_none()
    return public_case(*row, pack) if row else None


def load_public_cases(session: Session, ids: Iterable[int], pack: Pack) -> list[PublicCase]:
    """The public texts with these ids, in their order, without those that the filter holds back."""
    wanted = list(ids)
    rows = session.execute(public_texts().where(PublicText.id.in_(wanted))).all()
    faces = {row[0].id: public_case(*row, pack) for row in rows}
    return [face for number in wanted if (face := faces.get(number))]
