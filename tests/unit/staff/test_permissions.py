"""The table of roles and actions."""

from dataclasses import dataclass

import pytest

from feedback_service.staff.guessing import FREE_ATTEMPTS, LONGEST_WAIT, wait_after
from feedback_service.staff.permissions import Action, may
from feedback_service.vocabulary import Role


@dataclass(frozen=True)
class Somebody:
    role: Role
    unit_code: str = "KT"
    id: int = 1


@dataclass(frozen=True)
class Something:
    unit_code: str = "KT"
    assigned_to: int | None = None


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
def test_admins_and_auditors_change_nothing(role: Role, action: Action) -> None:
    assert not may(Somebody(role), action, Something())


@pytest.mark.parametrize("role", [Role.HEAD, Role.LEADER])
def test_heads_and_leaders_approve(role: Role) -> None:
    assert may(Somebody(role), Action.APPROVE, Something())


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEAD, Role.LEADER}))
def test_nobody_else_approves(role: Role) -> None:
    assert not may(Somebody(role), Action.APPROVE, Something())


def test_an_officer_works_on_the_own_units_cases_only() -> None:
    officer = Somebody(Role.OFFICER)
    assert may(officer, Action.DRAFT, Something())
    assert not may(officer, Action.DRAFT, Something(unit_code="YT"))
    assert may(officer, Action.DRAFT, Something(unit_code="YT", assigned_to=officer.id))


def test_somebody_without_a_unit_is_in_no_unit() -> None:
    assert not may(Somebody(Role.OFFICER, unit_code=""), Action.DRAFT, Something(unit_code=""))


def test_the_handling_unit_must_say_why_it_looks_at_a_sender() -> None:
    assert not may(Somebody(Role.OFFICER), Action.SEE_SENDER, Something())
    assert may(Somebody(Role.OFFICER), Action.REVEAL_SENDER, Something())


def test_waiting_grows_and_ends() -> None:
    waits = [wait_after(failures) for failures in range(40)]
    assert not any(waits[:FREE_ATTEMPTS])
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
