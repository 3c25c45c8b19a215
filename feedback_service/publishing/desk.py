"""What the publishing desk reads: the settled cases by what became of their public text, and one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from feedback_service.errors import NeverPublished
from feedback_service.handling.queries import find_case
from feedback_service.pack.model import Pack
from feedback_service.publishing.household import Trait, identifies_household
from feedback_service.publishing.personal_data import Mark, marks
from feedback_service.publishing.public_text import SETTLED, find_public_text
from feedback_service.records import Answer, Attachment, Case, CaseLink, Officer, PublicText
from feedback_service.routing.personal_data import Found, find_personal_data
from feedback_service.staff.visibility import visible_cases
from feedback_service.vocabulary import Kind, Publication, Relation, Visibility

CASES_ON_A_PAGE = 20
MOST_COUNTED = 99  # beyond it the desk says 99+: a count must not cost more than what it tells


class Shelf(StrEnum):
    """What the desk shows together, by its word in the address."""

    UNDECIDED = "chua-quyet"
    PROPOSED = "cho-duyet"
    PUBLISHED = "da-dang"
    DECLINED = "khong-dang"


ON_SHELF = {
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the citizen's words. `kind` names the personal data that it is, "" for the rest."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One case on the desk. `left` is the personal data that still stands in the public text, `household` by
    what a small hamlet would know the house without a name.
    """

    case: Case
    text: PublicText | None
    answer: str
    pieces: tuple[Piece, ...]
    found: int
    left: tuple[Mark, ...]
    household: tuple[Trait, ...]
    photos: Sequence[Attachment]
    names: dict[int, str]

    @property
    def author(self) -> str:
        return self.names.get(self.text.author_id, "") if self.text else ""

    @property
    def approver(self) -> str:
        return self.names.get(self.text.approver_id or 0, "") if self.text else ""


def on_the_desk(
    session: Session, officer: Officer, shelf: Shelf, pack: Pack, before: int | None = None
) -> list[DeskLine]:
    """Newest first; one more than a page holds, so that the caller knows whether there is a next one."""
    asked = (
        select(Case, PublicText.title, Officer.name)
        .outerjoin(PublicText, PublicText.case_id == Case.id)
        .outerjoin(Officer, Officer.id == PublicText.author_id)
        .where(_listed(pack), visible_cases(officer), _on(shelf))
    )
    if before is not None:
        asked = asked.where(Case.id < before)
    rows = session.execute(asked.order_by(Case.id.desc()).limit(CASES_ON_A_PAGE + 1)).all()
    return [DeskLine(case, title or "", author or "") for case, title, author in rows]


def waiting_for_approval(session: Session, officer: Officer, pack: Pack) -> int:
    """How many wait for the second person, up to MOST_COUNTED + 1."""
    waiting = select(Case.id).where(_listed(pack), visible_cases(officer), _on(Shelf.PROPOSED))
    return session.scalar(select(func.count()).select_from(waiting.limit(MOST_COUNTED + 1).subquery())) or 0


def read_sheet(session: Session, officer: Officer, code: str, pack: Pack) -> Sheet:
    """Raises NoSuchCase; NeverPublished for a kind of case that is not listed."""
    case = find_case(session, officer, code)
    if case.visibility != Visibility.LISTED or case.kind not in _listed_kinds(pack):
        raise NeverPublished
    text = find_public_text(session, case)
    found = find_personal_data(case.text)
    people = {text.author_id, text.approver_id or 0} if text else set()
    return Sheet(
        case=case,
        text=text,
        answer=_answer(session, case),
        pieces=cut(case.text, found),
        found=len(found),
        left=marks(text.title, text.summary, text.answer, pack) if text else (),
        household=_household(text, pack) if text else (),
        photos=session.scalars(
            select(Attachment)
            .where(Attachment.case_id == case.id, Attachment.sealed.is_(False))
            .order_by(Attachment.id)
        ).all(),
        names=_names(session, people),
    )


def _household(text: PublicText, pack: Pack) -> tuple[Trait, ...]:
    area = pack.area_by_code.get(text.area_code)
    words = "\n".join((text.title, text.summary, text.answer))
    return identifies_household(words, (area,) if area else (), pack)


def cut(text: str, found: Sequence[Found]) -> tuple[Piece, ...]:
    """The text in pieces, so that a page can mark what must not be published."""
    pieces: list[Piece] = []
    done = 0
    for mark in found:
        pieces += [Piece(text[done : mark.start], ""), Piece(text[mark.start : mark.end], mark.kind.value)]
        done = mark.end
    pieces.append(Piece(text[done:], ""))
    return tuple(piece for piece in pieces if piece.text)


def _on(shelf: Shelf) -> ColumnElement[bool]:
    here = Case.publication.in_(ON_SHELF[shelf])
    if shelf in {Shelf.PUBLISHED, Shelf.DECLINED}:
        return here  # also when it was reopened since
    merged = exists().where(
        CaseLink.case_id == Case.id, CaseLink.relation == Relation.MERGED, CaseLink.undone_at.is_(None)
    )
    return and_(here, Case.status.in_(SETTLED), ~merged)  # what was answered with another case is told there


def _listed(pack: Pack) -> ColumnElement[bool]:
    return and_(Case.visibility == Visibility.LISTED, Case.kind.in_(_listed_kinds(pack)))


def _listed_kinds(pack: Pack) -> list[Kind]:
    return [rule.kind for rule in pack.kinds if rule.visibility == Visibility.LISTED]


def _answer(session: Session, case: Case) -> str:
    """What the citizen was told; for a case that a body outside answers there may be nothing."""
    given = select(Answer.text).where(Answer.case_id == case.id, Answer.approved_at.is_not(None))
    return session.scalars(given.order_by(Answer.id.desc()).limit(1)).first() or ""


def _names(session: Session, people: set[int]) -> dict[int, str]:
    rows = session.execute(select(Officer.id, Officer.name).where(Officer.id.in_(people - {0}))).all()
    return {number: name for number, name in rows}
