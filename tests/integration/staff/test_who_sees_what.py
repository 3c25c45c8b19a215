"""Visibility: the same condition in SQL and for a case at hand, for every role."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.staff.visibility import may_see, visible_cases
from feedback_service.vocabulary import Role, Status, Visibility
from tests.builders.cases import DENUNCIATION, a_case, an_officer
from tests.builders.desk import name_reader


@pytest.fixture
def cases(session: Session, pack: Pack) -> dict[str, Case]:
    """One of the unit KT, one of another, one answered, one sealed."""
    found = {name: a_case(session, pack) for name in ("own", "other", "answered")}
    found["own"].unit_code, found["other"].unit_code, found["answered"].unit_code = "KT", "YT", "YT"
    found["answered"].status = Status.ANSWERED
    found["sealed"] = a_case(session, pack, DENUNCIATION)
    assert found["sealed"].visibility == Visibility.SEALED
    session.flush()
    return found


def seen(session: Session, officer: Officer, cases: dict[str, Case]) -> set[str]:
    ids = set(session.scalars(select(Case.id).where(visible_cases(officer))))
    names = {name for name, case in cases.items() if case.id in ids}
    assert names == {name for name, case in cases.items() if may_see(officer, case)}
    return names


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.OFFICER, {"own"}),
        (Role.HEAD, {"own"}),
        (Role.CLERK, {"own", "other", "answered"}),
        (Role.AUDITOR, {"own", "other", "answered"}),
        (Role.PUBLISHER, {"answered"}),
        (Role.LEADER, {"own", "other", "answered", "sealed"}),
        (Role.ADMIN, set()),
    ],
)
def test_each_role_sees_its_cases_and_no_other(
    session: Session, cases: dict[str, Case], role: Role, expected: set[str]
) -> None:
    assert seen(session, an_officer(session, role, "KT"), cases) == expected


def test_a_case_in_the_own_hands_is_seen_in_any_unit(session: Session, cases: dict[str, Case]) -> None:
    officer = an_officer(session, Role.OFFICER, "KT")
    cases["other"].assigned_to = officer.id
    session.flush()
    assert seen(session, officer, cases) == {"own", "other"}


def test_holding_a_sealed_case_is_not_enough(session: Session, cases: dict[str, Case]) -> None:
    officer = an_officer(session, Role.OFFICER, "KT")
    cases["sealed"].assigned_to = officer.id
    session.flush()
    assert seen(session, officer, cases) == {"own"}


def test_whoever_is_named_sees_a_sealed_case(session: Session, cases: dict[str, Case]) -> None:
    officer = an_officer(session, Role.OFFICER, "KT")
    name_reader(session, cases["sealed"], officer)
    assert seen(session, officer, cases) == {"own", "sealed"}
