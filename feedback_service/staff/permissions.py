"""Which role may do what to a case: the one table. Pure; views and verbs ask `may`.

It says what somebody may do, not which cases they see: that is visibility.py. That nobody approves his own
words is checked by the verbs, which know who wrote them.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from feedback_service.staff.standing_in import acting_for
from feedback_service.vocabulary import Role


class Action(StrEnum):
    CONFIRM = "confirm"  # or correct unit, kind and topic
    TRANSFER = "transfer"
    ASSIGN = "assign"
    ASK = "ask"
    NOTE = "note"
    DRAFT = "draft"  # and hand in for approval
    APPROVE = "approve"  # or return
    REFUSE = "refuse"  # không thụ lý
    SEE_SENDER = "see_sender"
    REVEAL_SENDER = "reveal_sender"  # only with a reason
    BAR = "bar"  # a case is about an officer or a unit
    SEAL = "seal"  # and name who may read it
    UNSEAL = "unseal"
    WRITE_PUBLIC = "write_public"
    APPROVE_PUBLIC = "approve_public"


class Reach(StrEnum):
    UNIT = "unit"  # cases of the own unit, and those in the own hands
    ALL = "all"


class Person(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def role(self) -> Role: ...
    @property
    def unit_code(self) -> str: ...


class Matter(Protocol):
    @property
    def unit_code(self) -> str: ...
    @property
    def assigned_to(self) -> int | None: ...


_HANDLING = (Action.CONFIRM, Action.TRANSFER, Action.ASK, Action.NOTE, Action.DRAFT, Action.REVEAL_SENDER)
_HEADING = (*_HANDLING, Action.ASSIGN, Action.APPROVE, Action.REFUSE, Action.SEAL)

MAY: Mapping[Role, Mapping[Action, Reach]] = {
    Role.CLERK: {
        Action.CONFIRM: Reach.ALL,
        Action.TRANSFER: Reach.ALL,
        Action.ASK: Reach.ALL,
        Action.NOTE: Reach.ALL,
        Action.REFUSE: Reach.ALL,
        Action.SEE_SENDER: Reach.ALL,
        Action.SEAL: Reach.ALL,
        Action.DRAFT: Reach.UNIT,
    },
    Role.OFFICER: {**dict.fromkeys(_HANDLING, Reach.UNIT), Action.WRITE_PUBLIC: Reach.UNIT},
    Role.HEAD: {**dict.fromkeys(_HEADING, Reach.UNIT), Action.WRITE_PUBLIC: Reach.UNIT},
    Role.PUBLISHER: {Action.WRITE_PUBLIC: Reach.ALL, Action.APPROVE_PUBLIC: Reach.ALL},
    Role.LEADER: {
        **dict.fromkeys(_HEADING, Reach.ALL),
        Action.BAR: Reach.ALL,
        Action.UNSEAL: Reach.ALL,
        Action.SEE_SENDER: Reach.ALL,
        Action.WRITE_PUBLIC: Reach.ALL,
        Action.APPROVE_PUBLIC: Reach.ALL,
    },
    Role.ADMIN: {},
    Role.AUDITOR: {},
}


def may(officer: Person, action: Action, case: Matter) -> bool:
    """Whether the officer may do this to a case that he sees, by his own role or in the place of who is absent."""
    return may_himself(officer, action, case) or any(
        may_himself(absent, action, case) for absent in acting_for(officer)
    )


def may_himself(officer: Person, action: Action, case: Matter) -> bool:
    """By his own role, whoever is absent."""
    match MAY[officer.role].get(action):
        case Reach.ALL:
            return True
        case Reach.UNIT:
            return case.assigned_to == officer.id or case.unit_code == officer.unit_code != ""
        case _:
            return False


def may_anywhere(officer: Person, action: Action) -> bool:
    """Whether the role knows the action at all: for the navigation and the tools of the queue."""
    return any(action in MAY[one.role] for one in (officer, *acting_for(officer)))
