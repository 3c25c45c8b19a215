"""The shelves of the publishing desk: settled cases by what became of their public text, newest first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.publishing.public_text import SETTLED
from feedback_service.publishing.worth_telling import LOOKED_AT, Sign, facts_of, rank
from feedback_service.records import Case, CaseLink, Officer, PublicCorrection, PublicText
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import Kind, Publication, Relation, Visibility

CASES_ON_A_PAGE = 20
MOST_COUNTED = 99  # beyond it the desk says 99+: a count must not cost more than what it tells


class Shelf(StrEnum):
    """What the desk shows together, by its word in the address."""

    WORTH_TELLING = "dang-ke"
    UNDECIDED = "chua-quyet"
    PROPOSED = "cho-duyet"
    PUBLISHED = "da-dang"
    DECLINED = "khong-dang"


ON_SHELF = {
    Shelf.WORTH_TELLING: (Publication.NONE,),
    Shelf.UNDECIDED: (Publication.DRAFTED, Publication.NONE),
    Shelf.PROPOSED: (Publication.PROPOSED,),
    Shelf.PUBLISHED: (Publication.PUBLISHED,),
    Shelf.DECLINED: (Publication.DECLINED, Publication.WITHDRAWN),
}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A case on the desk. `title` is that of the public text, "" where none is written."""

    case: Case
    title: str
    author: str
    signs: tuple[Sign, ...] = ()  # why it is worth telling
    correcting: bool = False  # a correction waits for the second person


def on_the_desk(
    session: Session, officer: Officer, shelf: Shelf, pack: Pack, before: int | None = None
) -> list[DeskLine]:
    """Newest first; one more than a page holds, so that the caller knows whether there is a next one."""
    asked = (
        select(Case, PublicText.title, Officer.name, PublicCorrection.proposed_at)
        .outerjoin(PublicText, PublicText.case_id == Case.id)
        .outerjoin(PublicCorrection, PublicCorrection.public_text_id == PublicText.id)
        .outerjoin(Officer, Officer.id == func.coalesce(PublicCorrection.author_id, PublicText.author_id))
        .where(_listed(pack), visible_cases(officer), _on(shelf))
    )
    if before is not None:
        asked = asked.where(Case.id < before)
    rows = session.execute(asked.order_by(Case.id.desc()).limit(CASES_ON_A_PAGE + 1)).all()
    return [
        DeskLine(case, title or "", author or "", correcting=proposed is not None)
        for case, title, author, proposed in rows
    ]


def worth_telling(session: Session, officer: Officer, pack: Pack, today: date) -> list[DeskLine]:
    """The newest undecided cases that have something to tell, the best first. One page, no more."""
    asked = select(Case).where(_listed(pack), visible_cases(officer), _on(Shelf.WORTH_TELLING))
    cases = session.scalars(asked.order_by(Case.id.desc()).limit(LOOKED_AT)).all()
    ranked = rank(cases, facts_of(session, cases, today))
    return [DeskLine(one.case, "", "", one.signs) for one in ranked[:CASES_ON_A_PAGE]]


def waiting_for_approval(session: Session, officer: Officer, pack: Pack) -> int:
    """How many wait for the second person, up to MOST_COUNTED + 1."""
    waiting = select(Case.id).where(_listed(pack), visible_cases(officer), _on(Shelf.PROPOSED))
    return session.scalar(select(func.count()).select_from(waiting.limit(MOST_COUNTED + 1).subquery())) or 0


def _on(shelf: Shelf) -> ColumnElement[bool]:
    here = Case.publication.in_(ON_SHELF[shelf])
    if shelf in {Shelf.PUBLISHED, Shelf.DECLINED}:
        return here  # also when it was reopened since
    merged = exists().where(
        CaseLink.case_id == Case.id, CaseLink.relation == Relation.MERGED, CaseLink.undone_at.is_(None)
    )
    settled = and_(here, Case.status.in_(SETTLED), ~merged)  # answered with another case, it is told there
    return or_(settled, _is_being_corrected()) if shelf == Shelf.PROPOSED else settled


def _is_being_corrected() -> ColumnElement[bool]:
    proposed = (
        select(PublicText.case_id)
        .join(PublicCorrection, PublicCorrection.public_text_id == PublicText.id)
        .where(PublicCorrection.proposed_at.is_not(None))
    )
    return and_(Case.publication == Publication.PUBLISHED, Case.id.in_(proposed))


def _listed(pack: Pack) -> ColumnElement[bool]:
    return and_(Case.visibility == Visibility.LISTED, Case.kind.in_(listed_kinds(pack)))


def listed_kinds(pack: Pack) -> list[Kind]:
    return [rule.kind for rule in pack.kinds if rule.visibility == Visibility.LISTED]
