"""Who sees which case. One condition for lists, counts, search and single pages alike.

Sealed cases exist for leaders and for people named to them (CaseReader); for everybody else they are no case.
A case that is about an officer, or about his unit (CaseBar), is no case for him, whatever his role and his tasks.
"""

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import Session, object_session

from feedback_service.records import Case, CaseBar, CaseReader, CaseTask, Officer
from feedback_service.staff.standing_in import acting_for
from feedback_service.vocabulary import Role, Status, Visibility

SETTLED = (Status.ANSWERED, Status.PASSED_ON)  # what may be published
UNSEALED = Case.visibility != Visibility.SEALED


def visible_cases(officer: Officer) -> ColumnElement[bool]:
    """The condition on Case for everything that the officer may see."""
    of_absent = [and_(or_(*_places(one)), not_barred(one)) for one in acting_for(officer)]
    return and_(or_(*_places(officer), named_to(officer), *of_absent), not_barred(officer))


def not_barred(officer: Officer) -> ColumnElement[bool]:
    """Bars are few in a commune, so they are read once and each case is looked up among them."""
    return Case.id.not_in(barred_to(officer))


def barred_to(officer: Officer) -> Select[int]:
    """The cases that are about the officer or his unit.

    Leaders stand above the units: the unit that they sit at is only a desk, so they are barred by name alone.
    """
    about = CaseBar.officer_id == officer.id
    if officer.unit_code and officer.role != Role.LEADER:
        about = or_(about, CaseBar.unit_code == officer.unit_code)
    return select(CaseBar.case_id).where(CaseBar.lifted_at.is_(None), about)


def scopes(officer: Officer) -> list[ColumnElement[bool]]:
    """What the role lets see, as conditions of which no case meets two: each can follow its own index."""
    return [and_(place, not_barred(officer)) for place in _places(officer)]


def _places(officer: Officer) -> list[ColumnElement[bool]]:
    match officer.role:
        case Role.LEADER:
            return [true()]
        case Role.CLERK | Role.AUDITOR:
            return [UNSEALED]
        case Role.PUBLISHER:
            return [and_(UNSEALED, Case.status.in_(SETTLED))]
        case Role.OFFICER | Role.HEAD:
            of_unit = and_(UNSEALED, Case.unit_code == officer.unit_code)
            elsewhere = Case.unit_code != officer.unit_code
            in_hand = and_(UNSEALED, Case.assigned_to == officer.id, elsewhere)
            not_in_hand = Case.assigned_to.is_distinct_from(officer.id)
            return [of_unit, in_hand, and_(UNSEALED, Case.id.in_(helped_by(officer)), elsewhere, not_in_hand)]
        case _:
            return [false()]


def named_to(officer: Officer) -> ColumnElement[bool]:
    """Cases to which the officer is named one by one, or a colleague in whose place he stands today."""
    own = Case.id.in_(select(CaseReader.case_id).where(CaseReader.officer_id == officer.id))
    return or_(own, *(and_(named_to(one), not_barred(one)) for one in acting_for(officer)))


def helped_by(officer: Officer) -> Select[int]:
    """Cases of other units in which the officer's unit was asked to help, and was not excused."""
    return select(CaseTask.case_id).where(
        CaseTask.unit_code == officer.unit_code, CaseTask.unit_code != "", CaseTask.taken_back_at.is_(None)
    )


def sees_sealed(officer: Officer) -> bool:
    """Whether sealed cases count in the officer's figures."""
    return officer.role == Role.LEADER


def may_see(officer: Officer, case: Case) -> bool:
    """The same for a case at hand. Costs a query or two by the case's key."""
    session = object_session(case)
    if session is None:
        return False
    if _finds(session, barred_to(officer).where(CaseBar.case_id == case.id)):
        return False
    if _by_role(session, officer, case) or _is_named(session, officer, case):
        return True
    return any(may_see(absent, case) for absent in acting_for(officer))


def is_barred(session: Session, officer: Officer, case: Case) -> bool:
    """Whether the case is about this officer or his unit."""
    return _finds(session, barred_to(officer).where(CaseBar.case_id == case.id))


def _by_role(session: Session, officer: Officer, case: Case) -> bool:
    if officer.role == Role.LEADER:
        return True
    if case.visibility == Visibility.SEALED:
        return False
    match officer.role:
        case Role.CLERK | Role.AUDITOR:
            return True
        case Role.PUBLISHER:
            return case.status in SETTLED
        case Role.OFFICER | Role.HEAD:
            own = officer.unit_code == case.unit_code or case.assigned_to == officer.id
            return own or _finds(session, helped_by(officer).where(CaseTask.case_id == case.id))
        case _:
            return False


def _is_named(session: Session, officer: Officer, case: Case) -> bool:
    named = select(CaseReader.id).where(CaseReader.case_id == case.id, CaseReader.officer_id == officer.id)
    return _finds(session, named)


def _finds(session: Session, asked: Select[int]) -> bool:
    return session.scalar(asked.limit(1)) is not None
