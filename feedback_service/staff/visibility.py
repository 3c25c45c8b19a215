"""Who sees which case. One condition for lists, counts, search and single pages alike.

Sealed cases exist for leaders and for people named to them (CaseReader); for everybody else they are no case.
"""

from sqlalchemy import ColumnElement, and_, false, or_, select, true
from sqlalchemy.orm import object_session

from feedback_service.records import Case, CaseReader, Officer
from feedback_service.vocabulary import Role, Status, Visibility

SETTLED = (Status.ANSWERED, Status.PASSED_ON)  # what may be published
UNSEALED = Case.visibility != Visibility.SEALED


def visible_cases(officer: Officer) -> ColumnElement[bool]:
    """The condition on Case for everything that the officer may see."""
    return or_(*scopes(officer), named_to(officer))


def scopes(officer: Officer) -> list[ColumnElement[bool]]:
    """What the role lets see, as conditions of which no case meets two: each can follow its own index."""
    match officer.role:
        case Role.LEADER:
            return [true()]
        case Role.CLERK | Role.AUDITOR:
            return [UNSEALED]
        case Role.PUBLISHER:
            return [and_(UNSEALED, Case.status.in_(SETTLED))]
        case Role.OFFICER | Role.HEAD:
            of_unit = and_(UNSEALED, Case.unit_code == officer.unit_code)
            in_hand = and_(UNSEALED, Case.assigned_to == officer.id, Case.unit_code != officer.unit_code)
            return [of_unit, in_hand]
        case _:
            return [false()]


def named_to(officer: Officer) -> ColumnElement[bool]:
    """Cases to which the officer is named one by one."""
    return Case.id.in_(select(CaseReader.case_id).where(CaseReader.officer_id == officer.id))


def sees_sealed(officer: Officer) -> bool:
    """Whether sealed cases count in the officer's figures."""
    return officer.role == Role.LEADER


def may_see(officer: Officer, case: Case) -> bool:
    """The same for a case at hand. Costs one query for a sealed case and none for others."""
    return _by_role(officer, case) or _is_named(officer, case)


def _by_role(officer: Officer, case: Case) -> bool:
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
            return officer.unit_code == case.unit_code or case.assigned_to == officer.id
        case _:
            return False


def _is_named(officer: Officer, case: Case) -> bool:
    session = object_session(case)
    if session is None:
        return False
    reader = select(CaseReader.id).where(CaseReader.case_id == case.id, CaseReader.officer_id == officer.id)
    return session.scalar(reader) is not None
