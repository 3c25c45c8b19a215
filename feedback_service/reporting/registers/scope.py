"""Who may read which rows of a book.

Sealed cases stand in no row; only who sees them everywhere is told how many there are. What an officer may not
see today does not come back by an old date: a case that left his unit since keeps its place in the book, so that the
numbers stay the same, and loses its words.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from feedback_service.records import Case, CaseBar, Officer
from feedback_service.reporting.registers.standing import AT_ONCE, Standing
from feedback_service.staff.visibility import UNSEALED, visible_cases
from feedback_service.vocabulary import Role

READERS = (Role.CLERK, Role.HEAD, Role.LEADER, Role.AUDITOR)
SEES_SENDERS = frozenset({Role.CLERK, Role.LEADER})
NO_UNIT_OF_ITS_OWN = frozenset({Role.CLERK, Role.LEADER, Role.AUDITOR})


def open_to(officer: Officer) -> ColumnElement[bool]:
    """Not sealed, and not about the officer or his unit."""
    about = or_(
        CaseBar.officer_id == officer.id,
        and_(CaseBar.unit_code != "", CaseBar.unit_code == officer.unit_code),
    )
    barred = exists().where(CaseBar.case_id == Case.id, CaseBar.lifted_at.is_(None), about)
    return and_(UNSEALED, ~barred)


def in_the_book(officer: Officer, one: Standing) -> bool:
    """A head's book holds what was of his unit then."""
    return officer.role in NO_UNIT_OF_ITS_OWN or one.unit_code == officer.unit_code


def readable(session: Session, officer: Officer, cases: Sequence[Case]) -> frozenset[int]:
    """The cases whose words the officer may read today."""
    numbers, found = [case.id for case in cases], set[int]()
    for begin in range(0, len(numbers), AT_ONCE):
        part = numbers[begin : begin + AT_ONCE]
        found.update(session.scalars(select(Case.id).where(Case.id.in_(part), visible_cases(officer))))
    return frozenset(found)
