"""What an officer has in his hands: every row by which something waits for him and for nobody else.

Sealed cases are in no list: whoever may see them finds them with the leader. They are counted nowhere here, and a
departure takes them out of his hands all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from feedback_service.folding import fold
from feedback_service.notifying.duty_phones import duty_phones
from feedback_service.records import (
    Absence,
    Answer,
    BookImport,
    CallImport,
    CallSheet,
    Case,
    CaseReader,
    DutyPhone,
    Mention,
    Officer,
    OfficerSession,
    PersonRequest,
    PublicText,
    SavedFilter,
)
from feedback_service.staff.visibility import UNSEALED
from feedback_service.vocabulary import UNFINISHED, ImportState, Publication, Role

UNPUBLISHED = (Publication.DRAFTED, Publication.PROPOSED)


@dataclass(frozen=True, slots=True)
class Hands:
    """`topics`: open cases by unit and topic. `approvals`: answers that wait for a head, where he is the only one.

    `away`: absences that run or come, from and to, and who stands in.
    """

    topics: Sequence[tuple[str, str, int]]
    cases: int
    drafts: int
    public_drafts: int
    approvals: int
    sheets: int
    requests: int
    imports: int
    filters: int
    mentions: int
    deputy_for: Sequence[str]
    duty: Sequence[str]
    away: Sequence[tuple[date, date, str]]


def pointing_at(officer: Officer) -> dict[str, Select[int]]:
    """Every way in which a row says "this is his to do", as a count. After a departure each of them is 0."""
    him = officer.id
    return {
        "cases": _count(Case, open_cases(officer)),
        "drafts": _count(Answer, open_drafts(officer)),
        "public_drafts": _count(
            PublicText, and_(PublicText.author_id == him, PublicText.state.in_(UNPUBLISHED))
        ),
        "readers": _count(CaseReader, CaseReader.officer_id == him),
        "sheets": _count(CallSheet, CallSheet.officer_id == him),
        "requests": _count(
            PersonRequest, and_(PersonRequest.officer_id == him, PersonRequest.done_at.is_(None))
        ),
        "call_lists": _count(
            CallImport, and_(CallImport.officer_id == him, CallImport.state != ImportState.DONE)
        ),
        "books": _count(BookImport, and_(BookImport.officer_id == him, BookImport.state != ImportState.DONE)),
        "filters": _count(SavedFilter, SavedFilter.officer_id == him),
        "mentions": _count(Mention, and_(Mention.officer_id == him, Mention.seen_at.is_(None))),
        "absences": _count(
            Absence,
            and_(or_(Absence.deputy_id == him, Absence.officer_id == him), Absence.ended_at.is_(None)),
        ),
        "sessions": _count(
            OfficerSession, and_(OfficerSession.officer_id == him, OfficerSession.ended_at.is_(None))
        ),
    }


def open_cases(officer: Officer) -> ColumnElement[bool]:
    return and_(Case.assigned_to == officer.id, Case.status.in_(UNFINISHED))


def open_drafts(officer: Officer) -> ColumnElement[bool]:
    """Written and not approved, of a case that still waits for its answer."""
    waiting = select(Case.id).where(Case.status.in_(UNFINISHED))
    return and_(Answer.author_id == officer.id, Answer.approved_at.is_(None), Answer.case_id.in_(waiting))


def in_hands(session: Session, officer: Officer) -> Hands:
    counts = {name: session.scalar(asked) or 0 for name, asked in pointing_at(officer).items()}
    topics = _topics(session, officer)
    seen_drafts = select(func.count()).select_from(Answer).join(Case, Answer.case_id == Case.id)
    return Hands(
        topics=topics,
        cases=sum(count for _unit, _topic, count in topics),
        drafts=session.scalar(seen_drafts.where(open_drafts(officer), UNSEALED)) or 0,
        public_drafts=counts["public_drafts"],
        approvals=_approvals(session, officer),
        sheets=counts["sheets"],
        requests=counts["requests"],
        imports=counts["call_lists"] + counts["books"],
        filters=counts["filters"],
        mentions=counts["mentions"],
        deputy_for=_deputy_for(session, officer),
        duty=[phone.name for phone in duty_phones_of(session, officer)],
        away=_away(session, officer),
    )


def duty_phones_of(session: Session, officer: Officer) -> Sequence[DutyPhone]:
    """A phone on duty carries a name and no account: it is his where the name is his."""
    return [phone for phone in duty_phones(session) if fold(phone.name) == fold(officer.name)]


def _away(session: Session, officer: Officer) -> Sequence[tuple[date, date, str]]:
    asked = select(Absence.from_on, Absence.to_on, Officer.name).join(
        Officer, Officer.id == Absence.deputy_id
    )
    rows = session.execute(asked.where(Absence.officer_id == officer.id, Absence.ended_at.is_(None)))
    return [(first, last, name) for first, last, name in rows]


def _count(table: type, which: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(table).where(which)


def _topics(session: Session, officer: Officer) -> list[tuple[str, str, int]]:
    asked = select(Case.unit_code, Case.topic_code, func.count()).where(open_cases(officer), UNSEALED)
    rows = session.execute(
        asked.group_by(Case.unit_code, Case.topic_code).order_by(Case.unit_code, Case.topic_code)
    )
    return [(unit, topic, count) for unit, topic, count in rows]


def _approvals(session: Session, officer: Officer) -> int:
    """A head's approvals are his unit's; they wait for him alone where the unit has no other head."""
    if officer.role != Role.HEAD:
        return 0
    others = select(func.count()).select_from(Officer)
    others = others.where(
        Officer.role == Role.HEAD,
        Officer.unit_code == officer.unit_code,
        Officer.active,
        Officer.id != officer.id,
    )
    if session.scalar(others):
        return 0
    waiting = and_(Case.unit_code == officer.unit_code, Case.status == "awaiting_approval", UNSEALED)
    return session.scalar(_count(Case, waiting)) or 0


def _deputy_for(session: Session, officer: Officer) -> Sequence[str]:
    asked = select(Officer.name).join(Absence, Absence.officer_id == Officer.id)
    return session.scalars(asked.where(Absence.deputy_id == officer.id, Absence.ended_at.is_(None))).all()
