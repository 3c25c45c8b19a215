"""Reads for public pages. They touch the public texts and, of the case, only whether it may be shown now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from feedback_service.handling.public.filter import PublicCase, public_case
from feedback_service.pack.model import Pack
from feedback_service.quick_read import QuickRead
from feedback_service.records import Case, CaseLink, MeToo, PackVersion, PublicText
from feedback_service.vocabulary import Publication, Relation, Status, Visibility


@dataclass(frozen=True, slots=True)
class Glance:
    """What decides which page a code has. `shown`: its public text may be shown; `gone`: it was shown once;
    `lead_shown`: that of the case it was answered with. `me_toos`: how many have the same trouble, where it is shown.

    The case's own revision is not here on purpose: whoever looks at the neutral status of a case again and
    again must not learn that something happened in it.
    """

    shown: bool
    gone: bool
    lead_shown: bool
    text_revision: int
    status: str
    pack_version: int
    me_toos: int
    rating: int = 0  # the sender's, 1 to 4, where the text is shown; never a word of it


_LEAD, _LEAD_TEXT = aliased(Case), aliased(PublicText)
# In words, since QuickRead gives values to the driver as they are.
_ANSWERED_WITH = (
    CaseLink.relation == literal_column(f"'{Relation.MERGED.value}'"),
    CaseLink.undone_at.is_(None),
)
_GLANCE = QuickRead(
    select(
        Case.visibility,
        Case.status,
        PublicText.state,
        PublicText.revision,
        PublicText.published_at,
        select(func.max(PackVersion.id)).scalar_subquery(),
        _LEAD.visibility,
        _LEAD.status,
        _LEAD_TEXT.state,
        _LEAD_TEXT.revision,
        select(func.count()).where(MeToo.case_id == Case.id).scalar_subquery(),
        Case.rating,
    )
    .outerjoin(PublicText, PublicText.case_id == Case.id)
    .outerjoin(CaseLink, and_(CaseLink.case_id == Case.id, *_ANSWERED_WITH))
    .outerjoin(_LEAD, _LEAD.id == CaseLink.other_id)
    .outerjoin(_LEAD_TEXT, _LEAD_TEXT.case_id == CaseLink.other_id)
    .where(Case.code == bindparam("code"))
)


def glance(code: str) -> Glance | None:
    """One row by one index; None where there is no such case."""
    row = _GLANCE.row(code=code) if code.isprintable() else None  # PostgreSQL takes no NUL
    if row is None:
        return None
    visibility, status, state, revision, published_at, pack_version, *lead, me_toos, rating = row
    shown = visibility == Visibility.LISTED and state == Publication.PUBLISHED
    lead_shown = not shown and visibility == lead[0] == Visibility.LISTED and lead[2] == Publication.PUBLISHED
    return Glance(
        shown=shown,
        gone=not shown and published_at is not None,
        lead_shown=lead_shown,
        text_revision=(lead[3] if lead_shown else revision) or 0,
        status=str(lead[1] if lead_shown else status),
        pack_version=pack_version or 0,
        me_toos=me_toos if shown else 0,
        rating=(rating or 0) if shown else 0,
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


def find_public_answer(session: Session, code: str, pack: Pack) -> PublicCase | None:
    """The same, or else that of the case with which this one was answered; its code is another one then."""
    own = find_public_case(session, code, pack)
    return own or _of_lead(session, code, pack)


def _of_lead(session: Session, code: str, pack: Pack) -> PublicCase | None:
    merged = aliased(Case)
    asked = (
        public_texts()
        .join(CaseLink, and_(CaseLink.other_id == Case.id, *_ANSWERED_WITH))
        .join(merged, merged.id == CaseLink.case_id)
        .where(merged.code == code, merged.visibility == Visibility.LISTED)
    )
    row = session.execute(asked).first()
    return public_case(*row, pack) if row else None


def load_public_cases(session: Session, ids: Iterable[int], pack: Pack) -> list[PublicCase]:
    """The public texts with these ids, in their order, without those that the filter holds back."""
    wanted = list(ids)
    rows = session.execute(public_texts().where(PublicText.id.in_(wanted))).all()
    faces = {row[0].id: public_case(*row, pack) for row in rows}
    return [face for number in wanted if (face := faces.get(number))]
