"""What the case page says of cases that are alike: to merge, to look at, and how many people have the same trouble."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from feedback_service.handling.queries import has_looked
from feedback_service.handling.repeats import Repeated, repeated
from feedback_service.pack.model import Pack
from feedback_service.records import Case, Officer
from feedback_service.routing.alike.finding import Alike, alike
from feedback_service.routing.alike.me_too import count_me_toos
from feedback_service.staff.permissions import Action, may


@dataclass(frozen=True, slots=True)
class Offered:
    """`may_merge`: both are open and the officer may correct both."""

    found: Alike
    may_merge: bool


@dataclass(frozen=True, slots=True)
class Kin:
    """`may_decline`: the officer may say that they are another matter."""

    offered: Sequence[Offered]
    repeated: Repeated | None
    me_toos: int
    may_decline: bool


def kin_of(session: Session, case: Case, officer: Officer, pack: Pack, now: datetime) -> Kin:
    """In a dozen look-ups by index, whatever the number of cases."""
    may_correct = may(officer, Action.CONFIRM, case)
    knows = may(officer, Action.SEE_SENDER, case) or has_looked(session, officer, case, now)
    found = alike(session, case, officer, pack, knows_sender=knows)
    return Kin(
        offered=[
            Offered(
                one,
                case.is_open and one.case.is_open and may_correct and may(officer, Action.CONFIRM, one.case),
            )
            for one in found
        ],
        repeated=repeated(session, case, officer, pack),
        me_toos=count_me_toos(session, case),
        may_decline=may_correct,
    )
